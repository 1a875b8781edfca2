/**
 * Which rows of a table its preview shows, when they would happen, and which of their cells were not understood.
 *
 *   previewRows(preview) → [{row, times, faults, follows}]
 *
 * The first rows show whether the table was understood at all; those with problems come after them, wherever they are.
 */
import type { TablePreview, TableRow } from '../../api'
import { type ScheduleRow, schedule } from '../../model/schedule'

const FIRST = 6
const WITH_PROBLEMS = 20

export interface PreviewRow {
  readonly row: TableRow
  /** When it would happen; null as long as nothing says when the show starts. */
  readonly times: ScheduleRow | null
  /** What is wrong, by field. */
  readonly faults: ReadonlyMap<string, string>
  /** Whether rows were left out before it. */
  readonly skipped: boolean
}

const timeIn = (value: unknown): number | null => (typeof value === 'number' ? value : null)

const plannedStart = ({ content }: TablePreview): number | null => {
  const show = content['show']
  return typeof show === 'object' && show !== null && 'planned_start' in show ? timeIn(show.planned_start) : null
}

/** The times that the run of show would have; nothing is known before the first row that has a start. */
const timesOf = (preview: TablePreview): readonly (ScheduleRow | null)[] => {
  const planned = plannedStart(preview)
  const segments = preview.rows.map(({ row, values }) => ({
    id: String(row),
    start: timeIn(values['start']),
    end: timeIn(values['end']),
    duration: timeIn(values['duration']) ?? 0,
  }))
  const first = planned === null ? segments.findIndex(({ start }) => start !== null) : 0
  return schedule(segments, planned).rows.map((times, index) => (first < 0 || index < first ? null : times))
}

/** By row, then by field; a column that became cues is the field "cues". */
const faultsOf = ({ problems, columns }: TablePreview): ReadonlyMap<number, ReadonlyMap<string, string>> => {
  const fields = new Map(columns.map(({ index, field }) => [index, field?.startsWith('cue') ? 'cues' : field]))
  const rows = new Map<number, Map<string, string>>()
  for (const { row, column, message } of problems) {
    const field = column === null ? null : fields.get(column)
    if (field) rows.set(row, (rows.get(row) ?? new Map<string, string>()).set(field, message))
  }
  return rows
}

const NONE: ReadonlyMap<string, string> = new Map()

export const previewRows = (preview: TablePreview): readonly PreviewRow[] => {
  const faults = faultsOf(preview)
  const times = timesOf(preview)
  const places = preview.rows.map((_, index) => index)
  const later = places.slice(FIRST).filter((index) => faults.has(preview.rows[index]?.row ?? 0))
  const shown = [...places.slice(0, FIRST), ...later.slice(0, WITH_PROBLEMS)]
  return shown.flatMap((index, place) => {
    const row = preview.rows[index]
    if (row === undefined) return []
    const skipped = place > 0 && shown[place - 1] !== index - 1
    return [{ row, times: times[index] ?? null, faults: faults.get(row.row) ?? NONE, skipped }]
  })
}
