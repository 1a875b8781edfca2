/**
 * What goes onto the clipboard: the cell with the caret, or the rows that are picked, with the columns in sight.
 *
 *   copiedFrom(desk, { moving }) → {text, rows, said} | null
 *
 * `text` is for a spreadsheet. `rows` is for Callboard, which then puts in whole rows with their cues and colours;
 * null when a single cell was copied.
 */
import { cueOf, cuesOf, scheduleRow } from '../../../model/show'
import type { Cue, RecordName, Segment, Show } from '../../../model/schema'
import { noteOf } from '../../../model/notes'
import { longDuration } from '../../../model/table'
import { formatTime } from '../../../model/times'
import { tsvOf } from '../../../model/tsv'
import type { Column } from '../../../sync/preferences'
import { DEPARTMENTS } from '../../../ui/Department'
import { type CueColumn, isPrivate } from '../columns'
import type { ShowDesk } from '../desk'
import { STATUS_WORDS, count, typeWord } from '../words'

export type CopiedRows =
  | { readonly kind: 'segments'; readonly rows: readonly { readonly segment: Segment; readonly cues: readonly Cue[] }[] }
  | { readonly kind: 'cues'; readonly rows: readonly Cue[] }

export interface Copied {
  readonly text: string
  readonly rows: CopiedRows | null
  readonly said: string
}

type Texts<C extends string, R> = Readonly<Record<C, (record: R, show: Show) => string>>

const at = (instant: number | null): string => (instant === null ? '' : new Date(instant).toISOString())

/** Times as planned, as one sees them; durations with hours, for a spreadsheet takes 1:30 for an hour and a half. */
const SEGMENT_TEXTS: Texts<Column, Segment> = {
  order: () => '',
  name: ({ name }) => name,
  start_time: ({ id }, show) => formatTime(scheduleRow(show, id)?.start ?? null),
  end_time: ({ id, end }, show) => formatTime(end ?? scheduleRow(show, id)?.end ?? null),
  duration: ({ id, duration }, show) => longDuration(scheduleRow(show, id)?.duration ?? duration),
  type: ({ type }) => typeWord(type),
  status: ({ status }) => STATUS_WORDS[status],
  notes: ({ notes }) => notes,
  cues_count: ({ id }, show) => String(cuesOf(show, id).length),
  created_by: ({ created_by }) => created_by,
  updated_at: ({ updated_at }) => at(updated_at),
}

const CUE_TEXTS: Texts<CueColumn, Cue> = {
  number: ({ number }) => number,
  department: ({ department }) => DEPARTMENTS[department].title,
  label: ({ label }) => label,
  note: ({ note }) => note,
}

const textAt = ({ show, beside }: ShowDesk, record: RecordName, id: string, column: string, order: number): string => {
  if (column === 'order') return String(order)
  if (isPrivate(column)) return beside === null ? '' : noteOf(beside.session.store.get(), id)
  const [segment, cue] = [show.segments[id], cueOf(show, id)]
  if (record === 'segments') return segment ? SEGMENT_TEXTS[column as Column](segment, show) : ''
  return cue ? CUE_TEXTS[column as CueColumn](cue, show) : ''
}

/** What is copied has not happened yet; what is moved keeps its status. */
const segmentRows = (show: Show, ids: readonly string[], moving: boolean): CopiedRows => ({
  kind: 'segments',
  rows: ids.flatMap((id) => {
    const segment = show.segments[id]
    if (!segment) return []
    return [{ segment: moving ? segment : { ...segment, status: 'pending' as const }, cues: cuesOf(show, id) }]
  }),
})

const cueRows = (show: Show, ids: readonly string[]): CopiedRows => ({
  kind: 'cues',
  rows: ids.flatMap((id) => cueOf(show, id) ?? []),
})

/** Whole rows when several are picked, or when the caret is at the number of one. */
const wholeRows = (desk: ShowDesk, record: RecordName, column: string): readonly string[] | null => {
  const ids = record === 'segments' ? desk.selectedSegments : desk.selectedCues
  return ids.length > 1 || column === 'order' ? ids : null
}

export const copiedFrom = (desk: ShowDesk, { moving }: { readonly moving: boolean }): Copied | null => {
  const { cell, show } = desk
  if (!cell) return null
  const shown = desk.selection.rows
  const order = (id: string): number => shown.filter(({ group }) => group === 'segment').findIndex((row) => row.id === id) + 1
  const ids = wholeRows(desk, cell.record, cell.column)
  if (ids === null) {
    const text = textAt(desk, cell.record, cell.id, cell.column, order(cell.id))
    return { text: tsvOf([[text]]), rows: null, said: text === '' ? 'An empty cell copied' : `Copied: ${text}` }
  }
  // Private columns are copied a cell at a time, so that nobody takes them along unawares.
  const columns = (shown.find((row) => row.id === cell.id)?.columns ?? []).filter((column) => !isPrivate(column))
  return {
    text: tsvOf(ids.map((id) => columns.map((column) => textAt(desk, cell.record, id, column, order(id))))),
    rows: cell.record === 'segments' ? segmentRows(show, ids, moving) : cueRows(show, ids),
    said: `${count(ids.length, cell.record === 'segments' ? 'segment' : 'cue')} copied`,
  }
}
