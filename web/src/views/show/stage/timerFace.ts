/**
 * What a stage timer shows at a moment: the large number, the word beside it, what is on and what comes.
 *
 *   faceOf(timing, look, zone)
 *
 *   early ─▶ late ─▶ running ─▶ warning ─▶ danger ─▶ over          by the time that is left; whatever the number tells
 *                    paused · nothing (between two) · done (after the last) · plain (nobody knows when)
 *
 * Whoever stands on a stage reads a word and a colour before a number, so each of these has a word.
 */
import { type Timing, phaseOf } from '../../../model/timing'
import { sayDuration } from '../../../model/times'
import { countdown, wallTime } from '../calling/words'
import type { TimingNow } from '../calling/useTiming'
import { clockTime } from './clockTime'
import type { TimerLook } from './screenAddress'

export type FaceKind = 'waiting' | 'plain' | 'early' | 'late' | 'running' | 'warning' | 'danger' | 'over' | 'paused' | 'nothing' | 'done'

export interface Face {
  readonly kind: FaceKind
  /** The state in a word; "" while all is well and the number speaks for itself. */
  readonly word: string
  /** What the number is, in small letters above it. */
  readonly caption: string
  /** "" where there is no number. */
  readonly figures: string
  /** How much of what is on is over, from 0 to 1; null when nothing is. */
  readonly share: number | null
  readonly segment: string | null
  readonly next: string | null
  /** When what comes is expected, as a clock shows it; "" when nobody knows. */
  readonly nextAt: string
}

const SECOND = 1000
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Planned for later, and by so much late that nobody waits for it any more. */
const TOO_LATE = HOUR

const beforeIt = ({ planned, rows, now }: TimingNow): FaceKind => {
  const until = planned.start - now
  if (rows.length === 0 || until > DAY || until < -TOO_LATE) return 'plain'
  return until > 0 ? 'early' : 'late'
}

const kindOf = (timed: TimingNow, look: TimerLook): FaceKind => {
  const { state, active, next } = timed
  if (state === null) return 'waiting'
  if (state.active == null) {
    if (state.firstStartedAt == null) return beforeIt(timed)
    return next === null ? 'done' : 'nothing'
  }
  if (active === null) return 'plain'
  if (active.paused) return 'paused'
  const phase = phaseOf(active.remaining, { warning: look.warn * SECOND, danger: look.danger * SECOND })
  return phase === 'overtime' ? 'over' : phase === 'default' ? 'running' : (phase as 'warning' | 'danger')
}

/** "Last 2 min", and never longer than the segment itself. */
const lastOf = (seconds: number, lasts: number): string => `Last ${sayDuration(Math.min(seconds * SECOND, Math.ceil(lasts / SECOND) * SECOND))}`

const lengthOf = ({ active }: Timing): number => (active === null ? 0 : active.elapsed + Math.max(0, active.remaining))

const wordOf = (kind: FaceKind, timed: TimingNow, look: TimerLook): string => {
  switch (kind) {
    case 'warning':
      return lastOf(look.warn, lengthOf(timed))
    case 'danger':
      return lastOf(look.danger, lengthOf(timed))
    case 'over':
      return 'Over'
    case 'paused':
      return (timed.active?.remaining ?? 0) < 0 ? 'Paused, over' : 'Paused'
    case 'late':
      return 'Late'
    case 'nothing':
      return 'Nothing is on'
    case 'done':
      return 'The show is over'
    case 'waiting':
      return 'Connecting…'
    case 'plain':
      return timed.state?.active == null ? 'Nothing is on yet' : 'On'
    case 'early':
    case 'running':
      return ''
  }
}

const CAPTIONS: Readonly<Record<TimerLook['show'], string>> = {
  remaining: 'left',
  elapsed: 'on for',
  clock: '',
  'until-end': 'until the show ends',
}

/** Time that has passed: a second is shown when it is over. */
const passed = (ms: number): string => countdown(Math.floor(ms / SECOND) * SECOND)

type Number = readonly [figures: string, caption: string]

const NO_NUMBER: Number = ['', '']

const numberOf = (kind: FaceKind, timed: TimingNow, look: TimerLook, zone: string): Number => {
  const { active, state, now, planned, expected } = timed
  const caption = CAPTIONS[look.show]
  if (look.show === 'clock') return [clockTime(now, zone), caption]
  if (kind === 'early') return [countdown(planned.start - now), 'until the show begins']
  if (kind === 'late') return [countdown(planned.start - now), 'since the planned start']
  // It is on and not in the plan any more: how long it may last is not known.
  if (state?.active && active === null) return [passed(now - state.active.startedAt), CAPTIONS.elapsed]
  if (active === null) return NO_NUMBER
  if (look.show === 'until-end') return [countdown(Math.max(0, expected.end - now)), caption]
  if (look.show === 'elapsed') return [passed(active.elapsed), caption]
  return [countdown(active.remaining), active.remaining < 0 ? 'over the time' : caption]
}

const shareOf = ({ active }: Timing): number | null => {
  if (active === null) return null
  const whole = active.elapsed + Math.max(0, active.remaining)
  return whole <= 0 ? 1 : Math.min(1, active.elapsed / whole)
}

const nextAtOf = ({ rows, next, state }: TimingNow, zone: string): string => {
  const row = rows.find(({ id }) => id === next)
  const start = (state?.firstStartedAt == null ? row?.planned.start : row?.expected.start) ?? null
  return start === null ? '' : wallTime(start, zone)
}

export const faceOf = (timed: TimingNow, look: TimerLook, zone: string): Face => {
  const kind = kindOf(timed, look)
  const [figures, caption] = numberOf(kind, timed, look, zone)
  return {
    kind,
    word: wordOf(kind, timed, look),
    caption,
    figures,
    share: shareOf(timed),
    segment: timed.state?.active?.segmentId ?? null,
    next: kind === 'waiting' ? null : timed.next,
    nextAt: nextAtOf(timed, zone),
  }
}

const WIDTHS: Readonly<Record<string, number>> = { ':': 0.34, '+': 0.68 }
const DIGIT = 0.655

/** How wide a number is, in its own height: the screen makes it as large as fits. */
export const emsOf = (figures: string): number => [...figures].reduce((sum, sign) => sum + (WIDTHS[sign] ?? DIGIT), 0)
