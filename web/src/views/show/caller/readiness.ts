/**
 * Whether GO can be pressed, and if not why, in a sentence.
 *
 *   whyNoGo(situation)        → null, or what stands in its way
 *   onlyFollows(situation)    → whether there is nothing to press at all
 *   stepOf(situation)         → what GO would do: start · next · complete · none
 *   nextCue(cues, state)      → the cue of the active segment that comes next to stand by
 */
import type { Link } from '../../../live/channel'
import type { CallState } from '../../../live/frames.gen'
import type { Cue } from '../../../model/schema'

export interface Readiness {
  readonly link: Link
  readonly mayCall: boolean
  readonly isMine: boolean
  readonly state: CallState | null
  /** The segment that GO would put on. */
  readonly next: string | null
}

export const NOT_REACHED = 'The server is not reached. GO is off until it is back; nothing is done later.'
export const MAY_FOLLOW = 'You can follow the call here. To call the show takes the role of a stage manager or show caller.'

export type Step = 'start' | 'next' | 'complete' | 'none'

export const stepOf = ({ state, next }: Pick<Readiness, 'state' | 'next'>): Step => {
  if (next !== null) return state?.active == null && state?.firstStartedAt == null ? 'start' : 'next'
  return state?.active == null ? 'none' : 'complete'
}

/** The show was begun, nothing is on, and nothing is to come. */
export const isOver = ({ state, next }: Pick<Readiness, 'state' | 'next'>): boolean =>
  state?.firstStartedAt != null && stepOf({ state, next }) === 'none'

/** Why nothing at all can be said to the show from here. */
export const whyNoCall = ({ link, mayCall, isMine, state }: Omit<Readiness, 'next'>): string | null => {
  if (link !== 'live' && link !== 'polling') return link === 'closed' ? 'This call is not shared with you.' : NOT_REACHED
  if (!mayCall) return MAY_FOLLOW
  return state?.caller != null && !isMine ? `${state.caller.name} has the call.` : null
}

/** Whoever may not call the show, or while somebody else does, is shown nothing to press. */
export const onlyFollows = ({ mayCall, isMine, state }: Pick<Readiness, 'mayCall' | 'isMine' | 'state'>): boolean =>
  state !== null && (!mayCall || (state.caller != null && !isMine))

export const whyNoGo = (ready: Readiness): string | null => {
  const why = whyNoCall(ready)
  if (why !== null || stepOf(ready) !== 'none') return why
  return isOver(ready) ? 'The show is over.' : 'There is nothing to call yet.'
}

/** Neither called yet nor standing by. */
export const nextCue = (cues: readonly Cue[], state: CallState | null): Cue | null =>
  cues.find(({ id }) => state?.called?.[id] === undefined && !(state?.standby?.cueIds ?? []).includes(id)) ?? null
