/** O14: the report of a show as it stands on paper. */
import { expect, it } from 'vitest'
import type { CallState } from '../../../live/frames.gen'
import type { Show } from '../../../model/schema'
import { differenceOf, reportOf } from './report'

const MINUTE = 60_000
const TEN_TO_MIDNIGHT = Date.UTC(2026, 10, 28, 23, 50)

const segment = (id: string, rank: string, name: string, minutes: number) => ({ id, rank, name, start: null, end: null, duration: minutes * MINUTE, count: 'duration', deleted_at: null })
const show = {
  meta: { title: 'Gala' },
  show: { date: '2026-11-28', time_zone: 'UTC', planned_start: (23 * 60 + 45) * MINUTE, venue: '' },
  segments: { a: segment('a', 'a', 'Doors', 5), b: segment('b', 'b', 'Panel', 10), c: segment('c', 'c', 'Film', 20), d: segment('d', 'd', '', 5) },
  cues: {},
} as unknown as Show

const state: CallState = {
  sessionId: 's',
  createdAt: 0,
  firstStartedAt: TEN_TO_MIDNIGHT,
  callers: [
    { id: 'a', name: 'Ana Lima' },
    { id: 'b', name: 'Ben Osei' },
  ],
  done: {
    a: { status: 'completed', startedAt: TEN_TO_MIDNIGHT, endedAt: TEN_TO_MIDNIGHT + 5 * MINUTE },
    b: { status: 'completed', startedAt: TEN_TO_MIDNIGHT + 5 * MINUTE, endedAt: TEN_TO_MIDNIGHT + 16 * MINUTE + 12_900 },
    c: { status: 'skipped' },
  },
}

it('O14 planned beside actual, over midnight, with what was skipped and what is to come', () => {
  const { rows, total, callers, isOver, date } = reportOf(show, state, TEN_TO_MIDNIGHT + 20 * MINUTE)
  expect(rows.map(({ id: _, ...row }) => Object.values(row))).toEqual([
    ['Doors', '', '23:45 – 23:50', '23:50:00 – 23:55:00', '5 min late', '5:00', '5:00', 'as planned'],
    ['Panel', '', '23:50 – 00:00 +1', '23:55:00 – 00:06:12 +1', '5 min late', '10:00', '11:12', '1 min 12 s longer'],
    ['Film', 'skipped', '00:00 +1 – 00:20 +1', '', '', '20:00', '', ''],
    ['Untitled', 'to come', '00:20 +1 – 00:25 +1', '', '', '5:00', '', ''],
  ])
  expect(total).toEqual({ planned: '23:45 – 00:25 +1', actual: '23:50:00 –', began: '5 min late', lasts: '15:00', took: '16:12', longer: '1 min 12 s longer' })
  expect([callers, isOver, date]).toEqual([['Ana Lima', 'Ben Osei'], false, '2026-11-28'])
})

it('O14 when the last one is over the show has an end', () => {
  const done = { ...state.done, d: { status: 'completed' as const, startedAt: TEN_TO_MIDNIGHT + 17 * MINUTE, endedAt: TEN_TO_MIDNIGHT + 21 * MINUTE } }
  const { isOver, total } = reportOf(show, { ...state, done }, TEN_TO_MIDNIGHT + 60 * MINUTE)
  expect([isOver, total.actual, total.longer]).toEqual([true, '23:50:00 – 00:11:00 +1', '12 s longer'])
})

it('O14 a difference below a second is none', () => {
  const words = ['late', 'early', 'on time'] as const
  expect([999, -999, 1000, -61_000, null].map((ms) => differenceOf(ms, words))).toEqual(['on time', 'on time', '1 s late', '1 min 1 s early', ''])
})
