/**
 * From many answers to one line: how far ahead the server is now, and how fast the clocks drift apart.
 *
 * Within half a minute there is nothing better than one quick and recent answer. After that the quickest answer of every
 * ten seconds stands for its time, and a line through those of five minutes tells the drift: crystals differ by 50 parts
 * in a million and more, which is 3 ms in a minute.
 */
import { type Probe, delayOf, middleOf, offsetOf } from './probes'

export const BIN = 10_000
export const BINS = 30
const FEWEST_BINS = 3
export const RECENT = 64
/** No clock drifts faster than 200 parts in a million. */
const FASTEST = 200e-6
/** How fast the bound grows without answers, once the drift is known. */
const HOLDOVER = 5e-6
/** Answers that took so little longer than the quickest count about as much. */
const SOFTEN = 0.3

/** A line through time: `offset` at the local time `at`, changing by `drift`. */
export interface Estimate {
  readonly at: number
  readonly offset: number
  readonly drift: number
  /** The most it can be wrong by at the local time `fresh`; it grows by `growth` from there. */
  readonly bound: number
  readonly fresh: number
  readonly growth: number
}

export const offsetAt = ({ at, offset, drift }: Estimate, local: number): number => offset + drift * (local - at)

export const boundAt = ({ bound, fresh, growth }: Estimate, local: number): number =>
  bound + growth * Math.max(0, local - fresh)

/** The answer whose error is smallest now: half its delay, and what drift can have added. */
const latest = (recent: readonly Probe[], drift: number): Estimate | null => {
  const now = recent.at(-1)
  if (!now) return null
  const error = (probe: Probe): number => delayOf(probe) / 2 + FASTEST * (middleOf(now) - middleOf(probe))
  const best = recent.reduce((one, other) => (error(other) < error(one) ? other : one))
  const at = middleOf(best)
  return { at, offset: offsetOf(best), drift, bound: delayOf(best) / 2, fresh: at, growth: FASTEST }
}

interface Point {
  readonly weight: number
  readonly time: number
  readonly offset: number
}

const weighed = (points: readonly Point[], value: (point: Point) => number): number =>
  points.reduce((sum, point) => sum + point.weight * value(point), 0)

/** A line through answers, quick ones counting most. */
const line = (best: readonly Probe[], last: Probe): Estimate => {
  const quickest = Math.min(...best.map(delayOf))
  const [origin, zero] = [middleOf(last), offsetOf(last)]
  const points = best.map((probe) => ({
    weight: 1 / (delayOf(probe) - quickest + SOFTEN) ** 2,
    time: middleOf(probe) - origin,
    offset: offsetOf(probe) - zero,
    late: delayOf(probe) - quickest,
  }))
  const total = weighed(points, () => 1)
  const time = weighed(points, (point) => point.time) / total
  const offset = weighed(points, (point) => point.offset) / total
  const spread = weighed(points, (point) => (point.time - time) ** 2)
  const slope = weighed(points, (point) => (point.time - time) * (point.offset - offset))
  const drift = Math.min(Math.max(slope / spread, -FASTEST), FASTEST)
  const unsure = points.reduce((sum, { weight, late }) => sum + (weight * late) / 2, 0) / total
  const growth = Math.min(FASTEST, HOLDOVER + unsure / -(points[0]?.time ?? -1))
  return { at: origin + time, offset: zero + offset, drift, bound: quickest / 2 + unsure, fresh: origin, growth }
}

/**
 * From the quickest answer of each bin, or from the last answers while bins are few. `drift` is what was known of it
 * before: a crystal stays the same when its device has slept.
 */
export const estimate = (
  bins: ReadonlyMap<number, Probe>,
  recent: readonly Probe[],
  drift: number,
): Estimate | null => {
  const best = [...bins].sort(([a], [b]) => a - b).map(([, probe]) => probe)
  const last = best.at(-1)
  return last && best.length >= FEWEST_BINS ? line(best, last) : latest(recent, drift)
}
