import { expect, it } from 'vitest'
import { fileName, madeHere } from './exportHere'

it('a file is called like the show, without what no file can be called', () => {
  expect(fileName('Gala: 1/2 "late"', 'csv')).toBe('Gala  1 2  late.csv')
  expect(fileName(' \n ', 'json')).toBe('document.json')
})

it('files are made here whenever the server cannot be relied on', () => {
  expect(madeHere('offline')).toBe(true)
  expect(madeHere('denied')).toBe(true)
  expect(madeHere('closed')).toBe(true)
  expect(madeHere('saved-server')).toBe(false)
})
