/**
 * Whole rows that were copied in Callboard, put in below the active row, segments with their cues. They come from a
 * clipboard, so they are read like anything else that somebody sends: with doubt.
 *
 *   rowsFrom(text) → CopiedRows | null         pasteRows(desk, rows) → sentence | null
 */
import { edit } from '../../../model/edit'
import type { Cue, Values } from '../../../model/schema'
import { cueOf } from '../../../model/show'
import { insertCues, insertSegments } from '../../../model/showEdits'
import type { ShowDesk } from '../desk'
import { addCueId } from '../rows'
import { count } from '../words'
import type { CopiedRows } from './copied'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSegmentRow = (row: unknown): boolean =>
  isRecord(row) && isRecord(row['segment']) && Array.isArray(row['cues']) && row['cues'].every(isRecord)

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Only the shape is looked at here; every value is read with its declaration when it is written (D2). */
export const rowsFrom = (text: string): CopiedRows | null => {
  const copied = parsed(text)
  if (!isRecord(copied) || !Array.isArray(copied['rows']) || copied['rows'].length === 0) return null
  const { kind, rows } = copied
  const fits = kind === 'segments' ? rows.every(isSegmentRow) : kind === 'cues' && rows.every(isRecord)
  return fits ? (copied as unknown as CopiedRows) : null
}

/** What a person set; who made a row, when and where it stood is of the row that was copied. */
const cueValues = ({ number, department, label, note }: Cue): Values<'cues'> => ({ number, department, label, note })

const pasteSegments = (desk: ShowDesk, { rows }: Extract<CopiedRows, { kind: 'segments' }>): readonly string[] => {
  const { doc } = desk.session
  const ctx = desk.context()
  const [below] = desk.selectedSegments.slice(-1)
  const inside = cueOf(desk.show, desk.cell?.id ?? '')?.segment
  const after = below ?? inside
  const values = rows.map(({ segment: { name, start, end, count, duration, type, status, notes, colour } }) => ({
    name, start, end, count, duration, type, status, notes, colour,
  }))
  return edit(doc, () => {
    const ids = insertSegments(doc, after === undefined ? { before: null } : { after }, values, ctx)
    rows.forEach(({ cues }, index) => {
      if (cues.length > 0) insertCues(doc, ids[index] ?? '', { before: null }, cues.map(cueValues), ctx)
    })
    return ids
  })
}

/** The segment that cues go to, and the cue they come after. */
const cuePlace = (desk: ShowDesk): { readonly segment: string; readonly after: string | null } | null => {
  const { active } = desk.selection.get()
  const last = cueOf(desk.show, desk.selectedCues.at(-1) ?? '')
  if (last) return { segment: last.segment, after: last.id }
  const segment = Object.keys(desk.show.segments).find((id) => id === active?.row || addCueId(id) === active?.row)
  return segment === undefined ? null : { segment, after: null }
}

const pasteCues = (desk: ShowDesk, { rows }: Extract<CopiedRows, { kind: 'cues' }>): readonly string[] => {
  const place = cuePlace(desk)
  if (!place) return []
  const at = place.after === null ? { before: null } : { after: place.after }
  const ids = insertCues(desk.session.doc, place.segment, at, rows.map(cueValues), desk.context())
  desk.setOpen(place.segment, { open: true })
  return ids
}

/** What was done, in words; null when there was no place for it. */
export const pasteRows = (desk: ShowDesk, copied: CopiedRows): string | null => {
  const ids = copied.kind === 'segments' ? pasteSegments(desk, copied) : pasteCues(desk, copied)
  const [first] = ids
  if (first === undefined) return null
  desk.focus({ record: copied.kind, id: first })
  desk.select(ids)
  return `${count(ids.length, copied.kind === 'segments' ? 'segment' : 'cue')} pasted`
}
