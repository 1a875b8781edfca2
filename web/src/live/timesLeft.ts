/**
 * What is said of the time that is left: at five, two and one minutes, and when it is up.
 *
 *   timesLeft(before, after)   the mark that was passed between two looks at the same segment, in ms; null for none
 *
 * Whoever comes, or comes back after a while, is told no mark of long ago.
 */
const MINUTE = 60_000
const MARKS = [0, MINUTE, 2 * MINUTE, 5 * MINUTE] as const
/** Looks are a second apart, more on a page that is not in sight; a mark as old as this is none any more. */
const FRESH = 5000

export const timesLeft = (before: number, after: number): number | null =>
  before <= after ? null : (MARKS.find((mark) => before > mark && after <= mark && mark - after < FRESH) ?? null)

export const leftWords = (name: string, mark: number): string =>
  mark === 0 ? `${name}: time is up` : `${name}: ${mark / MINUTE} ${mark === MINUTE ? 'minute' : 'minutes'} left`
