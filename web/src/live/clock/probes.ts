/**
 * Asking a server for its time: what one question tells, which answers to believe, when to ask again.
 *
 *   local     sent ────────────────────────── back
 *                 ╲                          ╱
 *   server         heard ────────── answered
 *
 * Queues only ever add delay, so the quickest answers are the best. Questions go in pairs with a known gap; where the
 * server heard them with another gap, something on the way held one of them up. Local times come from
 * performance.now(), which is never set; all are milliseconds. Python has the same (tests/vectors/clock.json, K1, K2).
 */

/** When a question was sent and its answer back, and when it was heard and answered at the server. */
export interface Probe {
  readonly sent: number
  readonly heard: number
  readonly answered: number
  readonly back: number
}

/** Between the two questions of a pair. */
export const PAIR_GAP = 20
/** A pair whose gap changes by more than this on its way is not believed. */
const GAP_CHANGED = 4
const FIRST_PAIRS = 20
const FIRST_EVERY = 60
/** Later one pair every one or two seconds, by chance, so that a thousand clients do not ask in the same moment. */
const LATER_EVERY = 1000
const LATER_MORE = 1000
/** Whoever was not looked after for so long has slept, and asks quickly again. */
const WOKEN = 5000

/** How far the server's clock is ahead; wrong by half the delay at most. */
export const offsetOf = ({ sent, heard, answered, back }: Probe): number => (heard - sent + (answered - back)) / 2

/** How long question and answer were on their way, both together. */
export const delayOf = ({ sent, heard, answered, back }: Probe): number => back - sent - (answered - heard)

/** The local time that the offset is about. */
export const middleOf = ({ sent, back }: Probe): number => (sent + back) / 2

/** Did the server hear a pair as far apart as it was sent? */
export const keptItsGap = (first: Probe, second: Probe): boolean =>
  Math.abs(second.heard - first.heard - (second.sent - first.sent)) <= GAP_CHANGED

/** The quicker one of two answers. */
export const better = (first: Probe, second: Probe): Probe => (delayOf(second) < delayOf(first) ? second : first)

/** When to ask: how many pairs there were, when the next is due, when this was last looked at. */
export interface Asking {
  readonly pairs: number
  readonly due: number
  readonly looked: number
}

/** Begins to ask: quickly at first. */
export const begin = (now: number): Asking => ({ pairs: 0, due: now, looked: now })

/** Is a pair to be sent now? `chance` (0 … 1) spreads those of many clients. */
export const ask = (before: Asking, now: number, chance: number): { readonly asking: Asking; readonly due: boolean } => {
  const asking = now - before.looked > WOKEN ? begin(now) : before
  if (now < asking.due) return { asking: { ...asking, looked: now }, due: false }
  const pairs = asking.pairs + 1
  const wait = pairs < FIRST_PAIRS ? FIRST_EVERY : LATER_EVERY + LATER_MORE * chance
  return { asking: { pairs, due: now + wait, looked: now }, due: true }
}
