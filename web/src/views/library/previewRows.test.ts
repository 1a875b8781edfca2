import { expect, it } from 'vitest'
import type { TablePreview } from '../../api'
import { previewRows } from './previewRows'

const HOUR = 3_600_000

const preview = (rows: TablePreview['rows'], more: Partial<TablePreview> = {}): TablePreview => ({
  columns: ['name', 'start', 'duration', 'cue:sound'].map((field, index) => ({ index, header: field, field, reason: '' })),
  rows,
  problems: [],
  fields: [],
  content: {},
  ...more,
})

const follows = (row: number) => ({ row, values: { name: `Row ${row}`, start: null, duration: HOUR } })

it('shows when rows happen that follow the one before, from the first that has a start (D12)', () => {
  const rows = [follows(2), { row: 3, values: { name: 'Film', start: 18 * HOUR, duration: HOUR } }, follows(4)]
  expect(previewRows(preview(rows)).map(({ times }) => times?.start ?? null)).toEqual([null, 18 * HOUR, 19 * HOUR])
  const planned = preview(rows, { content: { show: { planned_start: 9 * HOUR } } })
  expect(previewRows(planned)[0]?.times?.start).toBe(9 * HOUR)
})

it('shows the first rows, and after them those with problems, each with what is wrong (D12)', () => {
  const rows = Array.from({ length: 30 }, (_, index) => follows(index + 2))
  const problems = [
    { row: 3, column: 1, message: 'no time' },
    { row: 20, column: 3, message: 'too long' },
    { row: 21, column: null, message: 'left out' },
  ]
  const shown = previewRows(preview(rows, { problems }))
  expect(shown.map(({ row }) => row.row)).toEqual([2, 3, 4, 5, 6, 7, 20])
  expect(shown.map(({ skipped }) => skipped)).toEqual([false, false, false, false, false, false, true])
  expect(shown[1]?.faults).toEqual(new Map([['start', 'no time']]))
  expect(shown[6]?.faults).toEqual(new Map([['cues', 'too long']]))
})
