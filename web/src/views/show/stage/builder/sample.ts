/**
 * A moment that may come, made of the show itself, to see how a screen would be then.
 *
 *   sampleOf('over', timed, look)    the same show, with something on that is over by now
 */
import type { TimingNow } from '../../calling/useTiming'
import type { TimerLook } from '../screenAddress'

export type Sample = 'now' | 'running' | 'warning' | 'over'

const SECOND = 1000
const MINUTE = 60_000

/** What is left then. */
const REMAINING: Readonly<Record<Exclude<Sample, 'now'>, (look: TimerLook) => number>> = {
  running: ({ warn }) => warn * SECOND + 12 * MINUTE + 34_500,
  warning: ({ warn, danger }) => ((warn + danger) / 2) * SECOND + 500,
  over: () => -42_500,
}

export const sampleOf = (sample: Exclude<Sample, 'now'>, timed: TimingNow, look: TimerLook): TimingNow => {
  const { now, rows, state } = timed
  const [first, second] = rows
  const remaining = REMAINING[sample](look)
  const elapsed = 8 * MINUTE
  const id = first?.id ?? ''
  const base = state ?? { sessionId: '', createdAt: now }
  return {
    ...timed,
    active: { id, elapsed, remaining, overtime: Math.max(0, -remaining), due: now + remaining, paused: false },
    next: second?.id ?? null,
    expected: { start: now - elapsed, end: Math.max(now, now + remaining) + 40 * MINUTE },
    state: { ...base, firstStartedAt: now - elapsed, active: { segmentId: id, startedAt: now - elapsed, plan: { start: 0, duration: 0 } } },
  }
}
