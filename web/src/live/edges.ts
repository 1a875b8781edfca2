/**
 * When a number that shows whole seconds changes next.
 *
 *   untilEdge(now, moments)            ms until one of these moments is a whole number of seconds away, in the past or to come
 *   waitForEdge(drawn, now, moments)   how long whoever has drawn a moment waits now: not at all, if an edge has passed since
 *   drawnAt(looked, now)               the moment to draw for, of the one last looked at and the present one
 *
 * A countdown changes whenever a whole number of seconds is left, a clock with each second of its own. Whoever draws at
 * these edges, and not at an interval of their own, changes in the same moment as every other screen that follows the
 * same clock.
 */
const SECOND = 1000

/** The whole seconds of a clock on the wall. */
export const WALL = 0

export const untilEdge = (now: number, moments: readonly number[]): number =>
  Math.min(SECOND, ...moments.map((moment) => (((moment - now) % SECOND) + SECOND) % SECOND || SECOND))

/** Never more than a second: what was drawn may lie hours ahead, by a clock that has been put right since. */
export const waitForEdge = (drawn: number, now: number, moments: readonly number[]): number =>
  Math.min(SECOND, Math.max(0, drawn + untilEdge(drawn, moments) - now))

/** What has just happened is not drawn with the moment before it did; but a look from before the clock was known does not count. */
export const drawnAt = (looked: number, now: number): number => (looked - now > SECOND ? now : Math.max(looked, now))
