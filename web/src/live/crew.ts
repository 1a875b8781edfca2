/**
 * What somebody who follows a show has to know of the call: which cues of their departments come and when, which stand
 * by, and which were called a moment ago.
 *
 *   follow({ show, state, timing, departments, went, now })   → { situation, head, rest }
 *   wentWith(before, after)                                   → a segment that stood by and was then put on, or null
 *
 * `head` is what is largest on the screen: what was just said over the headset, latest first, else the one cue that is
 * next. `rest` are the others, in the order of the show. A cue that was called is over. One of the segment that is on and
 * was not called belongs to now; the first that is to come stands beside it, for many callers call segments and no cues.
 *
 * GO is only said of what was called: of a cue by itself, or of a segment that stood by, and then of the first cue of each
 * department in it. Those after it come in the course of the segment and are called one by one, as are all cues of one that
 * did not stand by.
 */
import type { Cue, Department, Segment, Show } from '../model/schema'
import { cuesOf, liveSegments } from '../model/show'
import type { Timing } from '../model/timing'
import type { CallState } from './frames.gen'
import { standingSince } from './standby'

/** For so long GO stays, also for whoever was looking at the stage. */
export const GO_SHOWN = 8000

/** More at once are read in a list. */
const MOST_SAID = 4

export type Sign = 'go' | 'standby' | 'on' | 'coming'

export interface CrewCue {
  readonly cue: Cue
  readonly segment: Segment
  readonly sign: Sign
  /** When its segment began, or is expected to; null where that is not known. */
  readonly at: number | null
  /** When it was called, or called to stand by. */
  readonly since: number | null
}

/** The segment that stood by and went. */
export interface Went {
  readonly segmentId: string
  readonly at: number
}

/** choose: no departments yet; bare: no cues in the show; none: none of these departments; done: none any more. */
export type Situation = 'choose' | 'bare' | 'none' | 'done' | 'over' | 'following'

export interface Follow {
  readonly situation: Situation
  readonly head: readonly CrewCue[]
  readonly rest: readonly CrewCue[]
}

export interface Followed {
  readonly show: Show
  readonly state: CallState | null
  readonly timing: Pick<Timing, 'rows' | 'next' | 'active'>
  readonly departments: readonly string[]
  readonly went: Went | null
  readonly now: number
}

interface Following extends Followed {
  /** The cues that went with the segment. */
  readonly gone: ReadonlySet<string>
}

/** Whoever has not seen it stand by does not take it for a GO: no GO is better than a wrong one. */
export const wentWith = (before: CallState | null, after: CallState | null): Went | null => {
  const [standby, active] = [before?.standby, after?.active]
  if (standby?.segmentId == null || active?.segmentId !== standby.segmentId || active.startedAt < standingSince(standby, { id: standby.segmentId })) return null
  return before?.active?.segmentId === active.segmentId ? null : { segmentId: active.segmentId, at: active.startedAt }
}

export interface InSegment {
  readonly cue: Cue
  readonly segment: Segment
}

/** Living cues of these departments in living segments, in the order of the show. */
export const cuesFor = (show: Show, departments: readonly string[]): readonly InSegment[] =>
  liveSegments(show).flatMap((segment) =>
    cuesOf(show, segment.id)
      .filter(({ department }) => departments.includes(department))
      .map((cue) => ({ cue, segment })),
  )

/** How many living cues each department has. */
export const cuesByDepartment = (show: Show): ReadonlyMap<Department, number> => {
  const counts = new Map<Department, number>()
  for (const segment of liveSegments(show))
    for (const { department } of cuesOf(show, segment.id)) counts.set(department, (counts.get(department) ?? 0) + 1)
  return counts
}

/** Of a segment that stands by all cues do, but those that were called since. */
const standsBy = (state: CallState | null, { id, segment }: Cue): boolean => {
  const standby = state?.standby
  if (standby == null) return false
  if (standby.cueIds?.includes(id) === true) return true
  return standby.segmentId === segment && (state?.called?.[id]?.at ?? -Infinity) < standingSince(standby, { id: segment })
}

/** Since when a cue that stands by does so. */
const waitsSince = (state: CallState | null, cue: Cue): number => (state?.standby == null ? 0 : standingSince(state.standby, cue))

/** With a segment goes the first cue of each department in it: nobody fires in its first second what belongs to its end. */
const goesWith = (cues: readonly Cue[], went: Went | null): ReadonlySet<string> => {
  const firsts = new Map<string, string>()
  for (const { id, segment, department } of cues) if (segment === went?.segmentId && !firsts.has(department)) firsts.set(department, id)
  return new Set(firsts.values())
}

/** When it was called, if that is a moment ago. A clock that lags behind the server's finds it just now, too. */
const calledAt = ({ state, went, gone, now }: Following, { id, segment }: Cue): number | null => {
  const called = state?.called?.[id]?.at ?? -Infinity
  const withSegment = went !== null && gone.has(id) && state?.active?.segmentId === segment ? went.at : -Infinity
  const at = Math.max(called, withSegment)
  return now - at < GO_SHOWN ? at : null
}

const signOf = (followed: Following, cue: Cue, status: string | undefined): Pick<CrewCue, 'sign' | 'since'> | null => {
  const { state } = followed
  if (standsBy(state, cue)) return { sign: 'standby', since: waitsSince(state, cue) }
  const went = calledAt(followed, cue)
  if (went !== null) return { sign: 'go', since: went }
  if (state?.called?.[cue.id] !== undefined) return null
  if (status === 'active') return { sign: 'on', since: null }
  return status === 'pending' ? { sign: 'coming', since: null } : null
}

const situationOf = ({ show, state, timing, departments }: Followed, isAnything: boolean): Situation => {
  if (departments.length === 0) return 'choose'
  if (isAnything) return 'following'
  const counts = cuesByDepartment(show)
  if (counts.size === 0) return 'bare'
  if (!departments.some((one) => counts.has(one as Department))) return 'none'
  return state?.firstStartedAt != null && timing.active === null && timing.next === null ? 'over' : 'done'
}

/** What is said stands first; else what is next, and beside what is on what is to come. */
const headOf = (all: readonly CrewCue[]): readonly CrewCue[] => {
  const said = all.filter(({ sign }) => sign === 'standby' || sign === 'go')
  if (said.length > 0) return said.toSorted((a, b) => (b.since ?? 0) - (a.since ?? 0)).slice(0, MOST_SAID)
  const [first] = all
  const coming = first?.sign === 'on' ? all.find(({ sign }) => sign === 'coming') : undefined
  return [first, coming].filter((one) => one !== undefined)
}

export const follow = (followed: Followed): Follow => {
  const { show, timing, departments } = followed
  const rows = new Map(timing.rows.map((row) => [row.id, row]))
  const mine = cuesFor(show, departments)
  const following = { ...followed, gone: goesWith(mine.map(({ cue }) => cue), followed.went) }
  const all = mine.flatMap(({ cue, segment }): readonly CrewCue[] => {
    const row = rows.get(segment.id)
    const sign = signOf(following, cue, row?.status)
    return sign === null ? [] : [{ cue, segment, ...sign, at: row?.expected.start ?? null }]
  })
  const head = headOf(all)
  const rest = all.filter((one) => !head.includes(one))
  return { situation: situationOf(followed, all.length > 0), head, rest }
}

/** What was said over the headset to these departments; several cues at once are one. */
export interface Said {
  readonly sign: 'go' | 'standby' | 'stood-down'
  readonly cues: readonly Cue[]
}

const saidTo = (mine: readonly Cue[], before: CallState, after: CallState, now: number): readonly Said[] => {
  const went = wentWith(before, after)
  const gone = goesWith(mine, went)
  const since = ({ id }: Cue): number => Math.max(after.called?.[id]?.at ?? -Infinity, went !== null && gone.has(id) ? went.at : -Infinity)
  const wasCalled = (cue: Cue): boolean => since(cue) > (before.called?.[cue.id]?.at ?? -Infinity) && now - since(cue) < GO_SHOWN
  // What stood by already is not said again when something is added to it.
  const isNew = (cue: Cue): boolean => standsBy(after, cue) && (!standsBy(before, cue) || waitsSince(after, cue) > waitsSince(before, cue))
  const wasLeft = (cue: Cue): boolean =>
    standsBy(before, cue) && !standsBy(after, cue) && cue.segment !== went?.segmentId && since(cue) < waitsSince(before, cue)
  return [
    { sign: 'go', cues: mine.filter(wasCalled) },
    { sign: 'standby', cues: mine.filter(isNew) },
    { sign: 'stood-down', cues: mine.filter(wasLeft) },
  ]
}

/** What came with the latest state. What was so on coming is on the screen, and interrupts nobody; nor does a GO of before. */
export const saidBetween = (
  before: CallState | null,
  after: CallState | null,
  { show, departments, now }: Pick<Followed, 'show' | 'departments' | 'now'>,
): readonly Said[] => {
  if (before === null || after === null) return []
  const mine = cuesFor(show, departments).map(({ cue }) => cue)
  return saidTo(mine, before, after, now).filter(({ cues }) => cues.length > 0)
}
