import { describe, expect, it } from 'vitest'
import { besidePlan, dayTime, inTime, plannedBeside } from './orderRows'
import { middleOf } from './useLiveRow'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOON = Date.UTC(2026, 10, 28, 12)
const at = (moment: number): string => dayTime(moment, NOON, 'UTC')

describe('times', () => {
  it('U15 what was planned stands beside what is expected only where they differ', () => {
    expect(besidePlan(NOON, NOON + 20_000, 'UTC', at)).toBe('12:00')
    expect(besidePlan(NOON + 5 * MINUTE, NOON, 'UTC', at)).toBe('12:05, planned 12:00')
  })

  it('U15 a moment that is not today has its day', () => {
    expect(at(NOON + 11 * HOUR)).toBe('23:00')
    expect(at(NOON + 14 * HOUR)).toBe('29 Nov 02:00')
  })

  it('U15 how long it is until then is counted while a show is called', () => {
    expect(inTime(NOON + 4 * MINUTE, NOON, 'UTC', true)).toBe('12:04, in 4:00')
    expect(inTime(NOON + 4 * MINUTE, NOON, 'UTC', false)).toBe('12:04')
    expect(inTime(NOON - MINUTE, NOON, 'UTC', true)).toBe('11:59')
  })

  it('U15 a row shows its plan beside the time only where they differ', () => {
    const row = { id: 'a', name: '', status: 'pending', duration: 0, isFixed: false, overlap: 0 } as const
    expect(plannedBeside({ ...row, start: NOON, plannedStart: NOON - 3 * MINUTE }, at)).toBe('11:57')
    expect(plannedBeside({ ...row, start: NOON, plannedStart: NOON }, at)).toBe('')
    expect(plannedBeside({ ...row, start: null, plannedStart: NOON }, at)).toBe('')
  })
})

describe('the live row', () => {
  const view = { height: 300, whole: 1000 }
  it('U15 is in the middle, as far as the list goes', () => {
    expect(middleOf({ top: 500, height: 50 }, view)).toBe(375)
    expect(middleOf({ top: 0, height: 50 }, view)).toBe(0)
    expect(middleOf({ top: 950, height: 50 }, view)).toBe(700)
  })
})
