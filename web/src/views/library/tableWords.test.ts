import { expect, it } from 'vitest'
import { fieldTitle, hasCues, shownFields, written } from './tableWords'

it.each([
  ['the start', 'Start'],
  ['notes', 'Notes'],
  ['what a cue does', 'What a cue does'],
  ['the name of a segment', 'Name'],
])('%j alone is %j', (title, alone) => {
  expect(fieldTitle(title)).toBe(alone)
})

it.each([
  ['start', 64_800_000, '18:00'],
  ['duration', 200_000, '3 min 20 s'],
  ['start', null, ''],
  ['name', 'Doors', 'Doors'],
  ['order', 3, '3'],
  ['fixed', true, 'true'],
  ['status', 'in_progress', 'In progress'],
  ['type', 'doors', 'Doors'],
  ['colour', 'none', 'No colour'],
])('%s %j is written %j (D9)', (field, value, text) => {
  expect(written(field, value)).toBe(text)
})

const column = (index: number, field: string | null) => ({ index, field, header: '', reason: '' })

it('shows the fields of segments that have values, in the order of the columns, each once', () => {
  const columns = [column(0, 'start'), column(1, 'notes'), column(2, null), column(3, 'notes'), column(4, 'cue:sound'), column(5, 'name'), column(6, 'order')]
  const fields = ['name', 'order', 'start', 'notes', 'cue:sound'].map((field) => ({ field, title: field }))
  const rows = [{ row: 2, values: { name: 'Doors', start: null } }, { row: 3, values: { name: '', start: 0, notes: 'x', 'cue:sound': 'y' } }]
  expect(shownFields({ columns, fields, rows }).map(({ field }) => field)).toEqual(['start', 'notes', 'name'])
})

it('knows whether there are cues', () => {
  expect(hasCues([{ row: 1, values: {} }, { row: 2, values: {}, cues: [] }])).toBe(false)
  expect(hasCues([{ row: 1, values: {}, cues: [{ department: 'sound', label: 'Play' }] }])).toBe(true)
})
