/**
 * Cells from a spreadsheet, written into the grid from the active cell to the right and down, as if each had been
 * typed there. Rows that there are not yet are added. It is one edit, and one step to undo.
 *
 *   pasteCells(desk, cells) → {written, refused}
 */
import { edit, type EditContext } from '../../../model/edit'
import type { RecordName } from '../../../model/schema'
import { cueOf, cuesOf, scheduleRow } from '../../../model/show'
import { insertCues, insertSegments, setFields } from '../../../model/showEdits'
import { columnsOf } from '../../../sync/preferences'
import { isTime, timeOfDay } from '../cells/typedTime'
import { CUE_COLUMNS, cellKind, cellLabel, isPrivate } from '../columns'
import type { ShowDesk } from '../desk'
import type { Cell } from '../grid/selection'
import { addCueId, nearOf } from '../rows'
import { quoted } from '../words'
import { type Times, type Written, meaningOf } from './meaning'

type Cells = readonly (readonly string[])[]

export interface Outcome {
  /** How many cells were written. */
  readonly written: number
  /** What was left out, each in a few words. */
  readonly refused: readonly string[]
}

/** Where the first pasted cell goes, and which rows and columns there are from there on. */
interface Target {
  readonly record: RecordName
  /** Of cues: the segment they belong to. */
  readonly segment: string | null
  readonly ids: readonly string[]
  readonly columns: readonly string[]
}

const rowsFrom = (all: readonly { readonly id: string }[], id: string): string[] =>
  all.slice(all.findIndex((row) => row.id === id)).map((row) => row.id)

/** The columns in sight from the one with the caret on; a row that is not there yet has those of the others. */
const columnsFrom = (all: readonly string[], column: string): readonly string[] => all.slice(Math.max(0, all.indexOf(column)))

const segmentTarget = (desk: ShowDesk, { row, column }: Cell): Target => {
  const segments = desk.selection.rows.filter(({ group }) => group === 'segment')
  const shown = segments[0]?.columns.filter((one) => !isPrivate(one))
  const columns = columnsFrom(shown ?? columnsOf(desk.session.name).get(), column)
  const picked = desk.selectedSegments
  const ids = picked.length > 1 ? picked : desk.recordOf(row) ? rowsFrom(segments, row) : []
  return { record: 'segments', segment: null, ids, columns }
}

const cueTarget = ({ show, selection, selectedCues }: ShowDesk, { row, column }: Cell): Target | null => {
  const cue = cueOf(show, row)
  const segment = cue?.segment ?? selection.rows.find(({ id }) => addCueId(id) === row)?.id
  if (segment === undefined) return null
  const ids = selectedCues.length > 1 ? selectedCues : cue ? rowsFrom(cuesOf(show, segment), row) : []
  return { record: 'cues', segment, ids, columns: columnsFrom(CUE_COLUMNS, column) }
}

const targetOf = (desk: ShowDesk): Target | null => {
  const { active } = desk.selection.get()
  if (!active) return null
  const group = desk.selection.rows.find(({ id }) => id === active.row)?.group ?? ''
  return ['cue', 'addCue'].includes(group) ? cueTarget(desk, active) : segmentTarget(desk, active)
}

/** One cell is meant for every row that is picked. */
const spread = (cells: Cells, { ids }: Target, picked: number): Cells => {
  const [row] = cells
  return cells.length === 1 && row && picked > 1 ? ids.slice(0, picked).map(() => row) : cells
}

const withNewRows = (desk: ShowDesk, { record, segment, ids }: Target, count: number, ctx: EditContext): readonly string[] => {
  const missing = Array.from({ length: Math.max(0, count - ids.length) }, () => ({}))
  if (missing.length === 0) return ids
  const { doc } = desk.session
  const end = { before: null }
  return [
    ...ids,
    ...(record === 'segments' ? insertSegments(doc, end, missing, ctx) : insertCues(doc, segment ?? '', end, missing, ctx)),
  ]
}

/** A time is read near the plan, and in a pasted column near the end of the row above, so that midnight can pass. */
const timesFor = (desk: ShowDesk, id: string, field: string, reached: number | null, now: number): Times => {
  const times = scheduleRow(desk.show, id)
  if (!isTime(field) || !times) return { value: null, planned: reached ?? 0, near: reached ?? 0, now }
  if (field === 'duration') return { value: times.duration, planned: times.duration, near: 0, now }
  return { value: desk.show.segments[id]?.[field] ?? null, planned: times[field], near: reached ?? nearOf(times)[field], now }
}

interface Row {
  readonly id: string
  readonly called: string
  readonly cells: readonly string[]
}

/** The cells of one row; `reached` is the time that the rows above lead to. */
const readRow = (desk: ShowDesk, { record, columns }: Target, { id, called, cells }: Row, reached: number | null, now: number) => {
  const values: Record<string, unknown> = {}
  const refused: string[] = []
  let written = 0
  cells.slice(0, columns.length).forEach((text, x) => {
    const column = columns[x] ?? ''
    const kind = cellKind(record, column)
    if (kind === null) return
    const meant = meaningOf(record, kind, text, timesFor(desk, id, kind.field, reached, now))
    if (meant === null) return void refused.push(`${quoted(text.trim())} (${cellLabel(record, column)} of ${called})`)
    written += 1
    Object.assign(values, keepingEnd(values, meant))
  })
  return { values, refused, written }
}

/** An end that was pasted along with the duration stays: it stood there, too. */
const keepingEnd = (before: Written, meant: Written): Written => ('duration' in meant && 'end' in before ? { duration: meant['duration'] } : meant)

const nextTime = (values: Written, reached: number | null): number | null => {
  const { start, end, duration } = values
  if (typeof end === 'number') return end
  const from = typeof start === 'number' ? start : reached
  return from === null ? null : from + (typeof duration === 'number' ? duration : 0)
}

const tooWide = (cells: Cells, { columns }: Target): string[] =>
  cells.some((row) => row.length > columns.length) ? ['what lies beyond the last column'] : []

export const pasteCells = (desk: ShowDesk, pasted: Cells): Outcome => {
  const target = targetOf(desk)
  if (!target) return { written: 0, refused: [] }
  const cells = spread(pasted, target, desk.selection.get().rows.length)
  const ctx = desk.context()
  const now = timeOfDay(ctx.now, desk.show.show.time_zone)
  const { doc } = desk.session
  return edit(doc, () => {
    const ids = withNewRows(desk, target, cells.length, ctx)
    const refused = tooWide(cells, target)
    let written = 0
    let reached: number | null = null
    cells.forEach((row, y) => {
      const id = ids[y] ?? ''
      const known = target.record === 'segments' ? desk.show.segments[id]?.name : cueOf(desk.show, id)?.label
      const called = known === undefined ? `row ${y + 1}` : quoted(known)
      const read = readRow(desk, target, { id, called, cells: row }, reached, now)
      setFields(doc, target.record, [id], read.values, ctx)
      refused.push(...read.refused)
      written += read.written
      reached = nextTime(read.values, reached)
    })
    return { written, refused }
  })
}
