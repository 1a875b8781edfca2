import { describe, expect, it } from 'vitest'
import type { Step } from '../../../api/history'
import { byDay, dayTitle, momentTitle, span } from './days'

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime()
const NOW = at(24, 21)

const step = (began_at: number, first = began_at): Step => ({
  first,
  last: first,
  began_at,
  ended_at: began_at,
  author: { kind: 'person', id: 'a', name: 'Ana', colour: 'teal' },
  brought_by: null,
  amount: 0,
  changes: [],
  conflicts: [],
})

describe('the days of a timeline (H1)', () => {
  it('are called as one speaks of them', () => {
    expect(dayTitle(at(24, 0), NOW)).toBe('Today')
    expect(dayTitle(at(23, 23, 59), NOW)).toBe('Yesterday')
    expect(dayTitle(at(20, 12), NOW)).toBe('Friday 20 November')
    expect(dayTitle(new Date(2025, 4, 3).getTime(), NOW)).toBe('3 May 2025')
    expect(momentTitle(at(24, 18, 4), NOW)).toBe('Today, 18:04')
  })

  it('begin where the date changes, and keep the order of the steps', () => {
    const days = byDay([step(at(24, 9)), step(at(24, 8)), step(at(23, 7)), step(at(20, 7))], NOW)
    expect(days.map(({ title, steps }) => [title, steps.length])).toEqual([
      ['Today', 2],
      ['Yesterday', 1],
      ['Friday 20 November', 1],
    ])
  })

  it('say how long something took when it took minutes', () => {
    expect(span({ began_at: at(24, 18, 4), ended_at: at(24, 18, 4) + 30_000 })).toBe('18:04')
    expect(span({ began_at: at(24, 18, 4), ended_at: at(24, 18, 12) })).toBe('18:04 – 18:12')
  })
})
