import { beforeEach, expect, it } from 'vitest'
import type { DocumentEntry } from '../../api'
import { storage } from '../../sync/storage'
import { unsavedChanges } from '../../sync/unsaved'
import { knownDocuments, rememberDocument, rememberDocuments } from './known'

const entry = (name: string, updated_at: number): DocumentEntry => ({
  name,
  kind: 'show',
  title: name,
  created_at: 0,
  updated_at,
  deleted_at: null,
})
const names = () => knownDocuments().map(({ name }) => name)

beforeEach(() => rememberDocuments([]))

it('remembers the latest, and forgets the oldest when there are very many (U4)', () => {
  rememberDocuments(Array.from({ length: 400 }, (_, age) => entry(`show/${age}`, age)))
  expect(names()).toHaveLength(300)
  expect(names()[0]).toBe('show/399')
  expect(names()).not.toContain('show/99')
})

it('a show that is opened by its address is added, or gets its new title', () => {
  rememberDocuments([entry('show/a', 1)])
  rememberDocument(entry('show/b', 2))
  rememberDocument({ ...entry('show/a', 3), title: 'Renamed' })
  expect(knownDocuments().map(({ title }) => title)).toEqual(['Renamed', 'show/b'])
})

it('U4 keeps a show whose changes no server has, whatever the server lists, and before all others', () => {
  rememberDocument(entry('show/a', 1))
  rememberDocument(entry('show/b', 2))
  storage().setItem('callboard:unsaved:show/a:visit', JSON.stringify({ made: 3, stored: 3, saved: 1 }))
  expect([...unsavedChanges()]).toEqual([['show/a', 2]])
  expect(rememberDocuments([entry('show/c', 9)]).map(({ name }) => name)).toEqual(['show/a', 'show/c'])
  storage().removeItem('callboard:unsaved:show/a:visit')
  expect(rememberDocuments([entry('show/c', 9)]).map(({ name }) => name)).toEqual(['show/c'])
})

it('is kept in this browser', () => {
  rememberDocument(entry('show/a', 1))
  expect(storage().getItem('callboard:documents')).toContain('show/a')
})
