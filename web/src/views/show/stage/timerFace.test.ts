/** U18: what a stage timer shows, state by state, reckoned from a plan and a call as every screen does. */
import { describe, expect, it } from 'vitest'
import { callOf } from '../../../live/call'
import type { CallState } from '../../../live/frames.gen'
import { timing } from '../../../model/timing'
import type { TimingNow } from '../calling/useTiming'
import { clockTime } from './clockTime'
import { TIMER, defaultsOf, type TimerLook } from './screenAddress'
import { emsOf, faceOf } from './timerFace'

const MINUTE = 60_000
const NINE = Date.UTC(2026, 10, 28, 9)
const LOOK = defaultsOf(TIMER)
const segment = (id: string, minutes: number) => ({ id, start: null, duration: minutes * MINUTE, end: null })
const PLAN = { segments: [segment('a', 5), segment('b', 10)], planned_start: 9 * 60 * MINUTE, date: '2026-11-28', zone: 'UTC' }

const IDLE = { sessionId: 's', createdAt: 0 } satisfies CallState
const on = (id: string, startedAt: number, more: object = {}): CallState => ({
  ...IDLE,
  firstStartedAt: startedAt,
  active: { segmentId: id, startedAt, plan: { start: 0, duration: 0 }, ...more },
})

const at = (now: number, state: CallState | null, plan = PLAN): TimingNow => ({ ...timing(plan, callOf(state), now), state, now })
const shown = (now: number, state: CallState | null, look: Partial<TimerLook> = {}) => {
  const { kind, word, figures, caption } = faceOf(at(now, state), { ...LOOK, ...look }, 'UTC')
  return [kind, word, figures, caption]
}

describe('U18 the time that is left', () => {
  it.each([
    ['nobody has told anything yet', NINE, null, ['waiting', 'Connecting…', '', '']],
    ['to come', NINE - 90_500, IDLE, ['early', '', '1:31', 'until the show begins']],
    ['late', NINE + 65_000, IDLE, ['late', 'Late', '+1:05', 'since the planned start']],
    ['nobody waits any more', NINE + 61 * MINUTE, IDLE, ['plain', 'Nothing is on yet', '', '']],
    ['more than a day away', NINE - 25 * 60 * MINUTE, IDLE, ['plain', 'Nothing is on yet', '', '']],
    ['running', NINE + 1, on('a', NINE), ['running', '', '5:00', 'left']],
    ['the last minutes', NINE + 3 * MINUTE, on('a', NINE), ['warning', 'Last 2 min', '2:00', 'left']],
    ['the last one', NINE + 4 * MINUTE, on('a', NINE), ['danger', 'Last 1 min', '1:00', 'left']],
    ['over', NINE + 5 * MINUTE + 42_900, on('a', NINE), ['over', 'Over', '+0:42', 'over the time']],
    ['paused', NINE + 4 * MINUTE, on('a', NINE, { pausedAt: NINE + MINUTE }), ['paused', 'Paused', '4:00', 'left']],
    ['paused and over', NINE + 9 * MINUTE, on('a', NINE, { pausedAt: NINE + 6 * MINUTE }), ['paused', 'Paused, over', '+1:00', 'over the time']],
    ['between two', NINE + MINUTE, { ...IDLE, firstStartedAt: NINE, done: { a: { status: 'completed' as const, startedAt: NINE, endedAt: NINE } } }, ['nothing', 'Nothing is on', '', '']],
    ['after the last', NINE, { ...IDLE, firstStartedAt: NINE, done: { b: { status: 'completed' as const, startedAt: NINE, endedAt: NINE } } }, ['done', 'The show is over', '', '']],
    ['what is on was taken out of the plan', NINE + 61_500, on('gone', NINE), ['plain', 'On', '1:01', 'on for']],
  ])('%s', (_, now, state, face) => expect(shown(now, state)).toEqual(face))
})

it('U18 other numbers, by the address', () => {
  const now = NINE + 61_500
  expect(shown(now, on('a', NINE), { show: 'elapsed' })).toEqual(['running', '', '1:01', 'on for'])
  expect(shown(now, on('a', NINE), { show: 'clock' })).toEqual(['running', '', '09:01:01', ''])
  expect(shown(now, on('a', NINE), { show: 'until-end' })).toEqual(['running', '', '13:59', 'until the show ends'])
  expect(shown(now, on('a', NINE), { warn: 300, danger: 240 })).toEqual(['danger', 'Last 4 min', '3:59', 'left'])
  expect(shown(NINE, on('a', NINE), { warn: 3600 })[1]).toBe('Last 5 min')
})

it('U18 what comes is named with the time at which it is expected, not planned', () => {
  const face = faceOf(at(NINE + 20 * MINUTE, on('a', NINE + 19 * MINUTE)), LOOK, 'Europe/Berlin')
  expect([face.segment, face.next, face.nextAt, face.share]).toEqual(['a', 'b', '10:24', 0.2])
  expect(faceOf(at(NINE - MINUTE, IDLE), LOOK, 'UTC')).toMatchObject({ next: 'a', nextAt: '09:00', share: null })
})

it('U18 the wall’s clock is that of a zone, across midnight and in a night in which clocks change', () => {
  expect(clockTime(Date.UTC(2026, 6, 1, 22, 30, 9), 'Europe/Lisbon')).toBe('23:30:09')
  expect(clockTime(Date.UTC(2026, 6, 1, 23, 30), 'Europe/Lisbon')).toBe('00:30:00')
  expect(clockTime(Date.UTC(2026, 9, 25, 1, 30), 'Europe/Berlin')).toBe('02:30:00')
})

it('U18 a longer number is known to be wider', () => {
  expect(emsOf('10:00')).toBeGreaterThan(emsOf('9:59'))
  expect(emsOf('+0:42')).toBeGreaterThan(emsOf('0:42'))
})
