/** U17: the time that is left is said at five, two and one minutes, and when it is up. */
import { expect, it } from 'vitest'
import { leftWords, timesLeft } from './timesLeft'

it.each([
  [301_000, 300_000, 300_000],
  [300_000, 299_000, null],
  [120_400, 119_400, 120_000],
  [60_500, 59_500, 60_000],
  [500, -500, 0],
  [0, -1000, null],
  [-500, 59_000, null],
  [59_000, 119_000, null],
  [400_000, 200_000, null],
])('U17 from %d to %d ms that are left: %s', (before, after, mark) => {
  expect(timesLeft(before, after)).toBe(mark)
})

it('U17 each mark has its words', () => {
  expect([0, 60_000, 300_000].map((mark) => leftWords('Doors', mark))).toEqual(['Doors: time is up', 'Doors: 1 minute left', 'Doors: 5 minutes left'])
})
