import { describe, expect, it } from 'vitest'
import { DURATION, END, PLANNED_START, START, readTyped, timeOfDay } from './typedTime'

const MINUTE = 60_000
const present = { value: null, planned: 9 * 60 * MINUTE, now: 12 * 60 * MINUTE }

describe('D9 what was understood is said before it is kept', () => {
  it.each([
    [START, '930', 'Starts at 09:30, fixed'],
    [START, '', 'No fixed start: it follows the one before'],
    [START, '+15', 'Starts at 09:15, fixed'],
    [START, 'now', 'Starts at 12:00, fixed'],
    [END, '25:30', 'Ends at 01:30 +1 (next day), fixed'],
    [END, '1:30 +2', 'Ends at 01:30 +2 (2 days later), fixed'],
    [END, ' ', 'No fixed end: it ends after its duration'],
    [DURATION, '1:30', 'Lasts 1 min 30 s'],
    [DURATION, '5', 'Lasts 5 min'],
    [DURATION, '', 'Lasts no time'],
    [PLANNED_START, '9p', 'The show starts at 21:00'],
  ] as const)('%#: “%s”', (kind, typed, said) => {
    expect(readTyped(kind, typed, present)).toMatchObject({ ok: true, said })
  })

  it('says what is wrong with the rest', () => {
    expect(readTyped(START, '9:75', present)).toEqual({ ok: false, said: 'Minutes and seconds go from 00 to 59.' })
  })

  it('counts from the fixed value where there is one', () => {
    expect(readTyped(DURATION, '+5', { value: 10 * MINUTE, planned: 0, now: 0 })).toMatchObject({ value: 15 * MINUTE })
  })
})

describe('D9 a time without a day is the one nearest to the plan', () => {
  const [late, later] = [23.75 * 60 * MINUTE, 24 * 60 * MINUTE]
  it.each([
    [START, '0010', late, 'Starts at 00:10 +1 (next day), fixed'],
    [END, '0:20', later, 'Ends at 00:20 +1 (next day), fixed'],
    [START, '23:50', later, 'Starts at 23:50, fixed'],
    [START, '0:20 +0', later, 'Starts at 00:20, fixed'],
  ] as const)('%#: “%s”', (kind, typed, planned, said) => {
    expect(readTyped(kind, typed, { value: null, planned, now: 0 })).toMatchObject({ ok: true, said })
  })

  it('a fixed start on the wrong day is put right by typing it again', () => {
    const wrong = { value: 10 * MINUTE, planned: 10 * MINUTE, near: late, now: 0 }
    expect(readTyped(START, '0:10', wrong)).toMatchObject({ value: later + 10 * MINUTE })
  })
})

describe('the time of day in the show’s zone', () => {
  const noon = Date.UTC(2027, 2, 18, 12, 0, 30)
  it.each([
    ['UTC', 12],
    ['Europe/Copenhagen', 13],
    ['Asia/Tokyo', 21],
    ['Nowhere/Atall', 12],
  ] as const)('%s', (zone, hour) => {
    expect(timeOfDay(noon, zone)).toBe(hour * 60 * MINUTE)
  })
})
