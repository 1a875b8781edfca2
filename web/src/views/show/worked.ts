/**
 * Where a change worked, told from the show before and after it: for undo, whose steps may lie far out of sight.
 *
 *   placesBetween(before, after)   what of which rows differs, in running order
 *   workedIn(verb, places, show)   e.g. "Undone: Start of “Doors”"
 */
import type { Cue, RecordName, Segment, Show } from '../../model/schema'
import { cuesOf, liveSegments } from '../../model/show'
import { cellLabel, columnOf } from './columns'
import { count, quoted } from './words'

export interface Worked {
  readonly record: RecordName
  readonly id: string
  /** The columns of what differs; none when it is the row as a whole that came, went, moved or got its colour. */
  readonly columns: readonly string[]
  readonly gone: boolean
}

type AnyRow = Segment | Cue

const OF_THE_ROW = new Set(['rank', 'deleted_at', 'colour', 'segment'])
const UNSEEN = new Set(['updated_at', 'created_by', 'id'])

const isLive = (row: AnyRow | undefined): row is AnyRow => row !== undefined && row.deleted_at === null

const differing = (before: AnyRow, after: AnyRow): string[] => {
  const [was, is]: Readonly<Record<string, unknown>>[] = [{ ...before }, { ...after }]
  return Object.keys(is ?? {}).filter((field) => !UNSEEN.has(field) && was?.[field] !== is?.[field])
}

const workedOn = (record: RecordName, id: string, before: AnyRow | undefined, after: AnyRow | undefined): Worked[] => {
  if (before === after || (!isLive(before) && !isLive(after))) return []
  if (!isLive(before) || !isLive(after)) return [{ record, id, columns: [], gone: !isLive(after) }]
  const fields = differing(before, after)
  if (fields.length === 0) return []
  const columns = fields.filter((field) => !OF_THE_ROW.has(field)).map((field) => columnOf(record, field))
  return [{ record, id, columns: fields.some((field) => OF_THE_ROW.has(field)) ? [] : columns, gone: false }]
}

/** In running order; what is gone comes last. */
export const placesBetween = (before: Show, after: Show): readonly Worked[] => {
  const shown = liveSegments(after).flatMap(({ id }) => [
    ...workedOn('segments', id, before.segments[id], after.segments[id]),
    ...cuesOf(after, id).flatMap((cue) => workedOn('cues', cue.id, before.cues[cue.id], cue)),
  ])
  const gone = (['segments', 'cues'] as const).flatMap((record) =>
    Object.keys(before[record]).flatMap((id) => workedOn(record, id, before[record][id], after[record][id])),
  )
  return [...shown, ...gone.filter((place) => place.gone)]
}

const rowName = ({ record, id }: Worked, show: Show): string =>
  record === 'segments' ? quoted(show.segments[id]?.name ?? '') : `cue ${quoted(show.cues[id]?.label ?? '')}`

export const workedIn = (verb: string, places: readonly Worked[], show: Show): string => {
  const [first] = places
  if (!first) return `${verb}.`
  if (places.length > 1) return `${verb} in ${count(places.length, 'row')}.`
  const [column] = first.columns
  if (first.gone) return `${verb}: ${rowName(first, show)} is gone.`
  if (column === undefined) return `${verb}: row ${rowName(first, show)}.`
  return `${verb}: ${cellLabel(first.record, column)} of ${rowName(first, show)}.`
}
