/** U18: every screen changes at the edge of the second. */
import { expect, it } from 'vitest'
import { drawnAt, untilEdge, waitForEdge, WALL } from './edges'

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

it('U18 an edge that passed while a screen was drawn is not missed: it is drawn again at once', () => {
  expect(waitForEdge(10_299.8, 10_299.9, [12_300])).toBeCloseTo(0.1, 6)
  expect(waitForEdge(10_299.8, 10_301, [12_300, WALL])).toBe(0)
  expect(waitForEdge(10_301, 10_303, [12_300, WALL])).toBe(697)
})

it('U18 a screen of a device whose clock is far ahead waits for nothing when it learns the server’s time', () => {
  expect(waitForEdge(190_300, 10_000, [12_300])).toBe(1000)
  expect([drawnAt(10_000, 10_300), drawnAt(10_300, 10_000), drawnAt(190_000, 10_000)]).toEqual([10_300, 10_300, 10_000])
})
