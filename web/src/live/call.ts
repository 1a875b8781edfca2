/**
 * The call of a show as screens need it: made of what the server has told, in the shape that timing.ts reckons with.
 */
import type { Call } from '../model/timing'
import type { CallState } from './frames.gen'

const NOBODY_CALLS: Call = {
  active: null,
  started_at: null,
  first_started_at: null,
  paused_at: null,
  paused_ms: 0,
  added_ms: 0,
  done: {},
}

const doneOf = (done: CallState['done']): Call['done'] =>
  Object.fromEntries(
    Object.entries(done ?? {}).map(([segment, { status, startedAt, endedAt }]) => [
      segment,
      { status, started_at: startedAt ?? null, ended_at: endedAt ?? null },
    ]),
  )

/** What timing.ts takes for the state of the call. */
export const callOf = (state: CallState | null): Call => {
  if (state === null) return NOBODY_CALLS
  const { active } = state
  return {
    active: active?.segmentId ?? null,
    started_at: active?.startedAt ?? null,
    first_started_at: state.firstStartedAt ?? null,
    paused_at: active?.pausedAt ?? null,
    paused_ms: active?.pausedMs ?? 0,
    added_ms: active?.addedMs ?? 0,
    done: doneOf(state.done),
  }
}

/** How far a segment has got: what the call knows counts, before that what was planned. */
export const statusOf = (state: CallState | null, segment: string): 'in_progress' | 'completed' | 'skipped' | null => {
  if (state?.active?.segmentId === segment) return 'in_progress'
  return state?.done?.[segment]?.status ?? null
}
