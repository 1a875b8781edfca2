import { expect, test, vi } from 'vitest'
import { COLUMNS, columnsIn, columnsOf, DEFAULT_COLUMNS, recordOf, resetColumns, showColumns } from './preferences'
import { storage } from './storage'

test('S000-3 without a choice, these eight are shown', () => {
  expect(columnsOf('show/a').get()).toEqual(['order', 'name', 'start_time', 'end_time', 'duration', 'type', 'status', 'notes'])
})

test('S000-4 these eleven can be chosen', () => {
  expect(COLUMNS).toEqual([...DEFAULT_COLUMNS, 'cues_count', 'created_by', 'updated_at'])
})

test('U8 a choice is kept for its document, in the order of the table, and told at once', () => {
  const heard = vi.fn()
  const columns = columnsOf('show/b')
  const stop = columns.subscribe(heard)
  showColumns('show/b', ['updated_at', 'name', 'order'])
  expect(columns.get()).toEqual(['order', 'name', 'updated_at'])
  expect(heard).toHaveBeenCalledTimes(1)
  expect(columnsOf('show/c').get()).toEqual(DEFAULT_COLUMNS)
  expect(storage().getItem('callboard:columns:show/b')).toBe('{"visible_columns":["order","name","updated_at"]}')
  resetColumns('show/b')
  expect(columns.get()).toEqual(DEFAULT_COLUMNS)
  stop()
})

test('S000-44 columns of a newer version stay in the record, and do not disturb an older one', () => {
  const newer = { visible_columns: ['order', 'risk', 'name'] }
  expect(columnsIn(newer)).toEqual(['order', 'name'])
  expect(recordOf(['name', 'notes'], newer)).toEqual({ visible_columns: ['name', 'notes', 'risk'] })
})

test.each([[null], [{}], [{ visible_columns: 'name' }], [{ visible_columns: [] }], [{ visible_columns: [7, 'gone'] }], ['text']])(
  'S000-44 a record that says nothing shows the default: %j',
  (stored) => {
    expect(columnsIn(stored)).toEqual(DEFAULT_COLUMNS)
  },
)
