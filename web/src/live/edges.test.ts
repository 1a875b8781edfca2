/** U18: every screen changes at the edge of the second. */
import { expect, it } from 'vitest'
import { untilEdge, WALL } from './edges'

it.each([
  [10_000, [12_300], 300],
  [10_299.5, [12_300], 0.5],
  [10_300, [12_300], 1000],
  [10_301, [12_300], 999],
  [10_600, [7_100], 500],
  [10_600, [12_300, 7_100], 500],
  [10_600, [WALL], 400],
  [10_600, [], 1000],
])('U18 at %d, what is counted to %j changes in %d ms', (now, moments, wait) => {
  expect(untilEdge(now, moments)).toBeCloseTo(wait, 6)
})
