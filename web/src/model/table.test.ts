/** A table that the browser exports is letter for letter the one that the server exports (D12). */
import { describe, expect, test } from 'vitest'
import tables from '../../../tests/vectors/tables.json'
import { contentOf, type ShowContent, showOf } from './content'
import { csvOf, tableOf } from './table'

const contentIn = (show: unknown): ShowContent => show as ShowContent

describe('D12 a show as CSV', () => {
  test.each(tables)('$name', ({ show, csv }) => {
    expect(csvOf(tableOf(showOf(contentIn(show))))).toBe(csv)
  })
})

test.each(tables)('D5 as JSON and back: $name', ({ show }) => {
  expect(contentOf(showOf(contentIn(show)))).toEqual(show)
})
