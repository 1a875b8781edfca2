import { expect, it } from 'vitest'
import { countdown, lateness, wallTime } from './words'

const NOON = Date.UTC(2026, 10, 28, 12)

it('O5 the clock on the wall is that of the show, and of UTC where the machine does not know its zone', () => {
  expect(wallTime(NOON, 'Europe/Berlin')).toBe('13:00')
  expect(wallTime(NOON, 'UTC')).toBe('12:00')
  expect(wallTime(NOON, 'Mars/Olympus')).toBe('12:00')
  expect(wallTime(NOON, 'Europe/Berlin')).toBe('13:00')
})

it.each([
  [4 * 60_000 + 5000, '4:05'],
  [3_723_000, '1:02:03'],
  [1, '0:01'],
  [0, '0:00'],
  [-12_999, '+0:12'],
])('O5 %i ms left are shown as %s', (remaining, shown) => expect(countdown(remaining)).toBe(shown))

it.each([
  [9999, 'on time'],
  [-30_500, '30 s ahead'],
  [4 * 60_000 + 59_000, '4 min behind'],
])('O5 %i ms are said as %s', (offset, said) => expect(lateness(offset)).toBe(said))
