import { expect, it } from 'vitest'
import { type Call, type Plan, type TimedSegment, timing } from '../../../model/timing'
import { overlapAhead } from './ahead'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NINE = Date.UTC(2026, 10, 28, 9)
const row = (id: string, more: Partial<TimedSegment> = {}): TimedSegment => ({ id, start: null, end: null, duration: 20 * MINUTE, ...more })
const plan: Plan = { segments: [row('doors', { start: 9 * HOUR }), row('talk', { duration: 30 * MINUTE }), row('panel', { start: 10 * HOUR })], planned_start: null, date: '2026-11-28', zone: 'UTC' }
const NAMES: Readonly<Record<string, string>> = { doors: 'Doors', talk: 'Talk', panel: 'Panel' }

const begun = (late: number): Call => ({
  active: 'doors',
  started_at: NINE + late,
  first_started_at: NINE + late,
  paused_at: null,
  paused_ms: 0,
  added_ms: 0,
  done: {},
})
const ahead = (call: Call, now: number) => overlapAhead(plan, call, { ...timing(plan, call, now), now }, (id) => NAMES[id] ?? '')

it('U15 T8 lateness beyond the gap before a fixed start offers three ways out, each an edit or a reason', () => {
  const found = ahead(begun(15 * MINUTE), NINE + 16 * MINUTE)
  expect(found?.anchor).toBe('panel')
  expect(found?.size).toBe(5 * MINUTE)
  expect(found?.fixes.map(({ label, edits }) => [label, edits])).toEqual([
    ['Shorten “Talk” to 25 min', [{ set: 'talk', values: { duration: 25 * MINUTE } }]],
    ['Move “Panel” to 10:05', [{ set: 'panel', values: { start: 10 * HOUR + 5 * MINUTE } }]],
    ['Start “Doors” earlier', []],
  ])
  expect(found?.fixes[2]?.problem).toBe('It has already begun.')
})

it('U15 what the gap absorbs, and less than a minute, is no reason to change the plan', () => {
  expect(ahead(begun(9 * MINUTE), NINE + 10 * MINUTE)).toBeNull()
  expect(ahead(begun(10 * MINUTE + 30_000), NINE + 11 * MINUTE)).toBeNull()
})

it('U15 before the show has begun nothing is run into', () => {
  expect(ahead({ ...begun(0), active: null, started_at: null, first_started_at: null }, NINE + 3 * HOUR)).toBeNull()
})
