/**
 * The run of show as plain values, and the questions a view asks it.
 *
 * A `Show` is frozen and structurally shared: what did not change is the same object as before. Every selector
 * here keeps that promise (same input, same output object), so it can be given to `useDoc` as it is.
 *
 *   liveSegments(show)            segments that are not deleted, in running order
 *   deletedSegments(show)         the deleted ones, latest first
 *   cuesOf(show, segmentId)       live cues of a segment, in order
 *   deletedCues(show)             deleted cues, latest first
 *   segmentOf(show, id) / cueOf(show, id)
 *   scheduleOf(show)              starts, ends, gaps, overlaps and totals (schedule.ts)
 *   scheduleRow(show, id)         one row of it
 *   planOf(show)                  what the times of a call are reckoned from (timing.ts)
 */
import type { Cue, Segment, Show } from './schema'
import type { Plan } from './timing'
import { type Schedule, type ScheduleRow, schedule } from './schedule'

export type { Cue, Segment, Show } from './schema'

type ById<T> = Readonly<Record<string, T>>
interface Ranked {
  readonly id: string
  readonly rank: string
  readonly deleted_at: number | null
}

const byRank = (a: Ranked, b: Ranked): number =>
  a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

const byDeletion = (a: Ranked, b: Ranked): number => (b.deleted_at ?? 0) - (a.deleted_at ?? 0) || byRank(a, b)

/** Remembers one answer per input object; the input is immutable, so the answer never grows stale. */
const remembered = <K extends object, V>(compute: (input: K) => V): ((input: K) => V) => {
  const answers = new WeakMap<K, V>()
  return (input) => {
    const known = answers.get(input)
    if (known !== undefined) return known
    const answer = compute(input)
    answers.set(input, answer)
    return answer
  }
}

const inOrder = <T extends Ranked>(records: ById<T>): readonly T[] =>
  Object.freeze(Object.values(records).filter((record) => record.deleted_at === null).sort(byRank))

const deleted = <T extends Ranked>(records: ById<T>): readonly T[] =>
  Object.freeze(Object.values(records).filter((record) => record.deleted_at !== null).sort(byDeletion))

const segmentsInOrder = remembered((segments: ById<Segment>) => inOrder(segments))
const segmentsDeleted = remembered((segments: ById<Segment>) => deleted(segments))
const cuesDeleted = remembered((cues: ById<Cue>) => deleted(cues))

export const liveSegments = (show: Show): readonly Segment[] => segmentsInOrder(show.segments)
export const deletedSegments = (show: Show): readonly Segment[] => segmentsDeleted(show.segments)
export const deletedCues = (show: Show): readonly Cue[] => cuesDeleted(show.cues)

export const segmentOf = (show: Show, id: string): Segment | undefined => show.segments[id]
export const cueOf = (show: Show, id: string): Cue | undefined => show.cues[id]

const NO_CUES: readonly Cue[] = Object.freeze([])
const sameCues = (a: readonly Cue[], b: readonly Cue[]): boolean =>
  a.length === b.length && a.every((cue, index) => cue === b[index])

/**
 * A segment's list of cues stays the same object while none of its cues changed, whatever happens to others: what was
 * sorted last is remembered by its first cue, together with what it was sorted from.
 */
const sortedLists = new WeakMap<Cue, { readonly from: readonly Cue[]; readonly sorted: readonly Cue[] }>()
const sortedOnce = (from: readonly Cue[]): readonly Cue[] => {
  const [first] = from
  if (first === undefined) return NO_CUES
  const before = sortedLists.get(first)
  if (before !== undefined && sameCues(before.from, from)) return before.sorted
  const sorted = Object.freeze([...from].sort(byRank))
  sortedLists.set(first, { from, sorted })
  return sorted
}

const grouped = (cues: ById<Cue>): ReadonlyMap<string, readonly Cue[]> => {
  const lists = new Map<string, Cue[]>()
  for (const cue of Object.values(cues)) {
    if (cue.deleted_at !== null) continue
    const list = lists.get(cue.segment)
    if (list === undefined) lists.set(cue.segment, [cue])
    else list.push(cue)
  }
  return lists
}

/** Many short lists are sorted much quicker than one long one, and most of them not at all. */
const cuesBySegment = remembered(
  (cues: ById<Cue>): ReadonlyMap<string, readonly Cue[]> =>
    new Map([...grouped(cues)].map(([segment, list]) => [segment, sortedOnce(list)])),
)

export const cuesOf = (show: Show, segmentId: string): readonly Cue[] =>
  cuesBySegment(show.cues).get(segmentId) ?? NO_CUES

interface Scheduled {
  readonly schedule: Schedule
  readonly rows: ReadonlyMap<string, ScheduleRow>
}

const scheduledFrom = new WeakMap<object, { plannedStart: number | null; result: Scheduled }>()
const scheduled = (show: Show): Scheduled => {
  const plannedStart = show.show.planned_start
  const known = scheduledFrom.get(show.segments)
  if (known?.plannedStart === plannedStart) return known.result
  const computed = schedule(liveSegments(show), plannedStart)
  const result = { schedule: computed, rows: new Map(computed.rows.map((row) => [row.id, row])) }
  scheduledFrom.set(show.segments, { plannedStart, result })
  return result
}

export const scheduleOf = (show: Show): Schedule => scheduled(show).schedule
export const scheduleRow = (show: Show, id: string): ScheduleRow | undefined => scheduled(show).rows.get(id)

export const planOf: (show: Show) => Plan = remembered((show: Show) => {
  const { planned_start, date, time_zone: zone } = show.show
  return Object.freeze({ segments: liveSegments(show), planned_start, date, zone })
})
