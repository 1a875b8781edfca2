/**
 * What has changed in the cues that somebody follows since they last looked.
 *
 *   lookedAt(show, departments)                → Seen: what they see now, to be kept
 *   changesSince(show, seen, departments)      → Change[]: new, changed, gone, in the order of the show
 *   seenFrom(stored)                           → Seen, or null for whatever makes no sense
 *
 * Cues of a department that was chosen since then are no news. Times are none either: they move all the time, and the
 * countdown says so.
 */
import type { Cue, Department, Show } from './schema'
import { cuesOf, liveSegments, segmentOf } from './show'

export const SEEN_FIELDS = ['number', 'label', 'note', 'segment'] as const
export type SeenField = (typeof SEEN_FIELDS)[number]
export type SeenCue = Readonly<Record<SeenField | 'department', string>>

export interface Seen {
  readonly departments: readonly string[]
  readonly cues: Readonly<Record<string, SeenCue>>
}

/** A segment is told by its name. */
export interface FieldChange {
  readonly field: SeenField
  readonly before: string
  readonly after: string
}

export type Change =
  | { readonly kind: 'new'; readonly id: string; readonly cue: Cue }
  | { readonly kind: 'changed'; readonly id: string; readonly cue: Cue; readonly fields: readonly FieldChange[] }
  | { readonly kind: 'gone'; readonly id: string; readonly was: SeenCue }

const followed = (show: Show, departments: readonly string[]): readonly Cue[] =>
  liveSegments(show).flatMap(({ id }) => cuesOf(show, id).filter(({ department }) => departments.includes(department)))

const asSeen = ({ number, label, note, segment, department }: Cue): SeenCue => ({ number, label, note, segment, department })

export const lookedAt = (show: Show, departments: readonly string[]): Seen => ({
  departments,
  cues: Object.fromEntries(followed(show, departments).map((cue) => [cue.id, asSeen(cue)])),
})

const said = (show: Show, field: SeenField, value: string): string =>
  field === 'segment' ? (segmentOf(show, value)?.name ?? '') : value

const fieldsOf = (show: Show, was: SeenCue, cue: Cue): readonly FieldChange[] =>
  SEEN_FIELDS.filter((field) => was[field] !== cue[field]).map((field) => ({
    field,
    before: said(show, field, was[field]),
    after: said(show, field, cue[field]),
  }))

const changeOf = (show: Show, seen: Seen, cue: Cue): Change | null => {
  const was = seen.cues[cue.id]
  if (was === undefined) return seen.departments.includes(cue.department) ? { kind: 'new', id: cue.id, cue } : null
  const fields = fieldsOf(show, was, cue)
  return fields.length === 0 ? null : { kind: 'changed', id: cue.id, cue, fields }
}

/** Deleted, itself or with its segment, or another department's by now. */
const goneSince = (seen: Seen, departments: readonly string[], here: ReadonlySet<string>): readonly Change[] =>
  Object.entries(seen.cues)
    .filter(([id, { department }]) => !here.has(id) && departments.includes(department))
    .map(([id, was]) => ({ kind: 'gone', id, was }))

export const changesSince = (show: Show, seen: Seen, departments: readonly string[]): readonly Change[] => {
  const mine = followed(show, departments)
  const here = new Set(mine.map(({ id }) => id))
  return [...mine.flatMap((cue) => changeOf(show, seen, cue) ?? []), ...goneSince(seen, departments, here)]
}

/** One change is seen; the others stay news. */
export const seenAlso = (seen: Seen, change: Change): Seen => {
  const { [change.id]: _, ...others } = seen.cues
  return { ...seen, cues: change.kind === 'gone' ? others : { ...others, [change.id]: asSeen(change.cue) } }
}

/** What somebody follows from now on: whatever the departments that come in have is no news, and what was chosen before stays. */
export const following = (show: Show, seen: Seen, departments: readonly string[]): Seen => {
  const added = departments.filter((one) => !seen.departments.includes(one))
  return { departments: [...seen.departments, ...added], cues: { ...lookedAt(show, added).cues, ...seen.cues } }
}

const isSeenCue = (value: unknown): value is SeenCue =>
  typeof value === 'object' && value !== null && [...SEEN_FIELDS, 'department'].every((name) => typeof (value as Record<string, unknown>)[name] === 'string')

export const seenFrom = (stored: unknown): Seen | null => {
  if (typeof stored !== 'object' || stored === null) return null
  const { departments, cues } = stored as Partial<Record<keyof Seen, unknown>>
  if (!Array.isArray(departments) || typeof cues !== 'object' || cues === null) return null
  return {
    departments: departments.filter((one): one is Department => typeof one === 'string'),
    cues: Object.fromEntries(Object.entries(cues).filter((entry): entry is [string, SeenCue] => isSeenCue(entry[1]))),
  }
}
