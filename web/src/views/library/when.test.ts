import { expect, it } from 'vitest'
import { ago } from './when'

const NOW = new Date(2026, 4, 14, 18, 30).getTime()
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime()

it.each([
  [NOW, 'just now'],
  [NOW + 90_000, 'just now'],
  [NOW - 59_000, 'just now'],
  [NOW - 5 * 60_000, '5 min ago'],
  [at(2026, 4, 14, 9, 5), 'today, 09:05'],
  [at(2026, 4, 13, 23, 59), 'yesterday, 23:59'],
  [at(2026, 4, 11, 12, 0), 'Monday, 12:00'],
  [at(2026, 1, 3, 12, 0), '3 February'],
  [at(2024, 11, 31, 12, 0), '31 December 2024'],
])('%d is %s', (instant, words) => {
  expect(ago(instant, NOW)).toBe(words)
})
