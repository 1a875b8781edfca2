/**
 * A show as a table, and a table as CSV: the same columns and the same letters as the server's export, so that what
 * was exported without a server can be imported again, too (D12; tests/vectors/tables.json).
 *
 *   tableOf(show) → string[][]      what holds for the evening, an empty row, the headings, and a row for each record
 *   csvOf(rows) → string            begins with a byte order mark, so that every spreadsheet reads it as UTF-8
 *
 * Starts and ends are as planned; the column "Fixed" says which of them are fixed, "Counts"
 * whether a segment finishes at its end. Deleted records are left out.
 */
import type { ScheduleRow } from './schedule'
import type { Cue, Segment, Show } from './schema'
import { cuesOf, liveSegments, scheduleOf } from './show'
import { formatDuration, formatTime } from './times'

const HEADERS = [
  'Order',
  'Name',
  'Start',
  'End',
  'Duration',
  'Type',
  'Status',
  'Notes',
  'Cues',
  'Created by',
  'Updated at',
  'Colour',
  'Fixed',
  'Counts',
  'Cue number',
  'Department',
  'Cue label',
  'Cue note',
  'Id',
  'Cue id',
]
/** Rows of cues begin here; the cells before belong to segments. */
const CUE_COLUMN = HEADERS.indexOf('Cue number')

const HOUR = 3_600_000
/** The last moment that a calendar of four digits has. */
const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

const instant = (at: number | null): string => (at === null || at > LAST_INSTANT ? '' : new Date(at).toISOString())

/** With hours, always: a spreadsheet takes 1:30 for an hour and a half. */
export const longDuration = (duration: number): string =>
  `${Math.floor(duration / HOUR)}:${formatDuration(HOUR + (duration % HOUR)).replace(/^1:/, '')}`

const empty = (count: number): string[] => Array.from({ length: count }, () => '')

/** A fixed end is given as it is, even before its start. */
const segmentRow = (order: number, segment: Segment, row: ScheduleRow, cues: number): string[] => [
  String(order),
  segment.name,
  formatTime(row.start),
  formatTime(segment.end ?? row.end),
  longDuration(segment.duration),
  segment.type,
  segment.status,
  segment.notes,
  String(cues),
  segment.created_by,
  instant(segment.updated_at),
  segment.colour,
  (['start', 'end'] as const).filter((name) => segment[name] !== null).join(', '),
  segment.count.replace('_', ' '),
  ...empty(HEADERS.indexOf('Id') - CUE_COLUMN),
  segment.id,
  '',
]

const cueRow = ({ number, department, label, note, id }: Cue): string[] => [
  ...empty(CUE_COLUMN),
  number,
  department,
  label,
  note,
  '',
  id,
]

const above = ({ meta, show }: Show): string[][] => [
  ['Show', meta.title],
  ['Date', show.date ?? ''],
  ['Venue', show.venue],
  ['Time zone', show.time_zone],
  ['Planned start', formatTime(show.planned_start)],
]

export const tableOf = (show: Show): string[][] => {
  const { rows } = scheduleOf(show)
  const body = liveSegments(show).flatMap((segment, index) => {
    const row = rows[index]
    const cues = cuesOf(show, segment.id)
    return row === undefined ? [] : [segmentRow(index + 1, segment, row, cues.length), ...cues.map(cueRow)]
  })
  return [...above(show), [], [...HEADERS], ...body]
}

/** Text that a spreadsheet would take for a formula gets an apostrophe in front, which an import takes away again. */
const FORMULA = /(?:^|(?<=[,;|\t\r\n]))(["']*)(?=[=+\-@＝＋－＠\t\r])/g
const QUOTED = /[",\r\n]/

const csvCell = (cell: string): string => {
  const text = cell.replaceAll(/\r\n?/g, '\n')
  const safe = text.replaceAll(FORMULA, "$1'")
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`
