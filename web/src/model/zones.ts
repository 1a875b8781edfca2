/**
 * Times of day and moments in the world: 25:30 of a show's date in its time zone, and back.
 *
 *   instantOf(date, zone, time)    → Unix ms
 *   timeOf(date, zone, instant)    → ms since midnight of the date, as a clock shows them
 *   dateFor(zone, time, instant)   → the date on which that time of day is nearest to a moment
 *
 * A time of day is what a clock on the wall shows, on the day that it names: 03:00 is 03:00 also in the night in which
 * a clock was put forward at 02:00. A time that the clocks leave out is taken as if they had not been changed yet
 * (02:30 is the moment that they show as 03:30); of a time that comes twice the first is meant.
 *
 * The server has the same rules (tests/vectors/zones.json, T1). Before 1970 the offsets of 1970 count; a zone that is
 * not known here counts as UTC.
 */
import { DAY } from './schema.gen'

/** Offsets are looked up between 1970-01-01 and 9999-12-29. */
const FIRST = 0
const LAST = 253_402_041_600_000

const clocks = new Map<string, Intl.DateTimeFormat>()

const makeClock = (zone: string): Intl.DateTimeFormat => {
  const shape = {
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  } as const
  try {
    return new Intl.DateTimeFormat('en-US', { ...shape, timeZone: zone })
  } catch {
    return new Intl.DateTimeFormat('en-US', { ...shape, timeZone: 'UTC' })
  }
}

/** Making one takes long, asking it does not. */
const clockOf = (zone: string): Intl.DateTimeFormat => {
  const known = clocks.get(zone)
  if (known) return known
  const clock = makeClock(zone)
  clocks.set(zone, clock)
  return clock
}

const midnight = (date: string): number => Date.parse(`${date}T00:00:00Z`)
const modulo = (value: number, by: number): number => ((value % by) + by) % by
const kept = (moment: number): number => Math.min(Math.max(moment, FIRST), LAST)

const ROUND = DAY / 4
const MOST_KNOWN = 5000
const offsets = new Map<string, number>()

/** By how much the clocks of a zone are ahead of UTC at a moment; views ask for the same ones at every frame. */
const offsetAt = (zone: string, instant: number): number => {
  const whole = kept(instant) - modulo(kept(instant), 1000)
  const name = `${whole} ${zone}`
  const known = offsets.get(name)
  if (known !== undefined) return known
  if (offsets.size >= MOST_KNOWN) offsets.clear()
  const offset = askOffset(zone, whole)
  offsets.set(name, offset)
  return offset
}

const askOffset = (zone: string, whole: number): number => {
  const shown: Record<string, number> = {}
  for (const { type, value } of clockOf(zone).formatToParts(whole)) shown[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole
}

/** The moment at which clocks in a zone show a time of a day; of two, the first. */
export const instantOf = (date: string, zone: string, time: number): number => {
  const shown = midnight(date) + time
  const near = kept(shown)
  // Round moments are asked for again and again; clocks are not changed twice within two and a half days.
  const before = offsetAt(zone, Math.floor(near / ROUND) * ROUND - DAY)
  const after = offsetAt(zone, Math.ceil(near / ROUND) * ROUND + DAY)
  if (before === after) return shown - before
  const fits = (offset: number): boolean => offsetAt(zone, near - offset) === offset
  // The larger offset gives the earlier moment; where neither fits the clocks leave the time out.
  const offset = [Math.max(before, after), Math.min(before, after)].find(fits) ?? before
  return shown - offset
}

/** What clocks in a zone show at a moment, counted from midnight of a day. */
export const timeOf = (date: string, zone: string, instant: number): number =>
  instant + offsetAt(zone, instant) - midnight(date)

const dateAfter = (days: number): string => new Date(days * DAY).toISOString().slice(0, 10)

/** The date on which a moment falls in a zone. */
export const dateOf = (zone: string, instant: number): string =>
  dateAfter(Math.floor((instant + offsetAt(zone, instant)) / DAY))

/**
 * On which day after the planned one does a clock show its time, if it is the nearest one? Planned for 23:00 and begun
 * at 00:10 is a day later, not 22 h 50 min too early.
 */
export const dayOffset = (planned: number, clock: number): number => {
  const ahead = modulo(clock, DAY) - modulo(planned, DAY)
  return ahead <= -DAY / 2 ? 1 : ahead >= DAY / 2 ? -1 : 0
}

/** The date that brings a time of day nearest to a moment: for a show without a date. */
export const dateFor = (zone: string, time: number, instant: number): string => {
  const today = dateOf(zone, instant)
  const days = Math.floor(time / DAY) + dayOffset(time, timeOf(today, zone, instant))
  return dateAfter(midnight(today) / DAY - days)
}
