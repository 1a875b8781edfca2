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
    [END, '25:30', 'Ends at 01:30 +1, fixed'],
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
