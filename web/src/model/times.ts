/**
 * What a person means who types a time or a duration, and how it is written back.
 *
 *   parseTime(text, {now, present, near})   → {ok: true, value: ms | null} | {ok: false, problem: sentence}
 *   parseDuration(text, {present})          → {ok: true, value: ms}        | {ok: false, problem: sentence}
 *   formatTime(ms | null)   09:30 · 09:30:15 · 00:30 +1 · nothing for null
 *   formatDuration(ms)      0:45 · 5:00 · 1:30:00                      short, and can be typed again
 *   sayDuration(ms)         45 s · 5 min · 1 h 30 min                  cannot be taken for anything else
 *
 * A time is ms since midnight of the show's date (0 ≤ t < 7 days), null when nothing was typed: it follows the one
 * before. A duration is ms (0 … 7 days), 0 when nothing was typed. `present` is the value that "+15" counts from,
 * `now` the time of day for "now". What names no day (0:10, noon, now) is meant on the day that brings it nearest to
 * `near`, so that "0010" late in the evening is after midnight; 25:30 and 1:30 +1 name theirs. "midnight" is one that
 * ends a day; the one before everything is 0:00.
 * An import on the server understands the same (tests/vectors/times.json, D9).
 */
import { DAY, LAST_TIME, LONGEST } from './schema.gen'

export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string }

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const MOST_TYPED = 40

const UNKNOWN_TIME = 'Type a time such as 9:30, 930, 9:30pm, noon or +15.'
const UNKNOWN_DURATION = 'Type how long it lasts, such as 5, 1:30, 90s or 1h 30m.'
const UNKNOWN_MOVE = 'Type how far to move it, such as +15, +1:30 or -5m.'
const TWO_DIGITS = 'Minutes and seconds need two digits, as in 9:05.'
const SIXTY = 'Minutes and seconds go from 00 to 59.'
const TWELVE = 'With am or pm the hour goes from 1 to 12.'
export const TOO_LATE = 'A time can be at most six days after the first day.'
export const TOO_EARLY = 'That would be before midnight of the first day.'
export const TOO_LONG = 'Nothing can last longer than seven days.'
const TOO_SHORT = 'Nothing can last less than no time.'
const NOTHING_TO_MOVE = 'There is no time here yet to add to or take from.'
const NO_CLOCK = 'The present time is not known here.'

const unitsOf = (unit: number, ...words: string[]): [string, number][] => words.map((word) => [word, unit])
const UNITS = new Map([
  ...unitsOf(DAY, 'd', 'day', 'days'),
  ...unitsOf(HOUR, 'h', 'hr', 'hrs', 'hour', 'hours'),
  ...unitsOf(MINUTE, 'm', 'min', 'mins', 'minute', 'minutes', "'", '\u2032', '\u2019'),
  ...unitsOf(SECOND, 's', 'sec', 'secs', 'second', 'seconds', '"', '\u2033', '\u201d'),
])
/** A bare number after hours counts minutes, after minutes seconds (1h30, 1m30); at the beginning, minutes. */
const BARE = new Map([
  [0, MINUTE],
  [HOUR, MINUTE],
  [MINUTE, SECOND],
])

const DAYS_LATER = /^(?<clock>.*[^+ ]) ?\+ ?(?<days>[0-6])(?: ?d(?:ays?)?)?$/
const HALF = /^(?<clock>.*[0-9]) ?(?<half>[ap])(?:\.? ?m\.?)?$/
const CLOSED_UP = /^(?<hours>\d{1,2})(?<minutes>\d\d)(?<seconds>\d\d)?$/
const CLOCK =
  /^(?<hours>\d{1,3})(?: ?[:.h] ?(?<minutes>\d{1,2})(?:[:.](?<seconds>\d{1,2})(?:[.,](?<parts>\d{1,3}))?)?| ?h)?$/
const COUNTED = /^(?:(?<hours>\d{1,3}):)?(?<minutes>\d{0,5}):(?<seconds>\d{1,2})(?:[.,](?<parts>\d{1,3}))?$/
const AMOUNT = /(?<whole>\d{1,6})(?:[.,](?<parts>\d{1,3}))? ?(?<unit>[a-z]+|['"\u2032\u2033\u2019\u201d]|) ?/y

type Found = Readonly<Record<string, string | undefined>>
const found = (pattern: RegExp, text: string): Found | null => pattern.exec(text)?.groups ?? null

const is = <T>(value: T): Reading<T> => ({ ok: true, value })
const not = (problem: string): Reading<never> => ({ ok: false, problem })

/** One spelling for what was typed; null when it is too long to be a time. */
const tidy = (text: string): string | null =>
  Array.from(text).length > MOST_TYPED ? null : text.replace(/\s+/g, ' ').trim().toLowerCase().replaceAll('\u2212', '-')

const thousandths = (parts: string | undefined): number => Number((parts ?? '').padEnd(3, '0'))

const clockOf = ({ hours, minutes, seconds, parts }: Found): number =>
  Number(hours ?? 0) * HOUR + Number(minutes || 0) * MINUTE + Number(seconds ?? 0) * SECOND + thousandths(parts)

const plainClock = (text: string): Reading<number> => {
  const clock = found(CLOSED_UP, text) ?? found(CLOCK, text)
  if (clock === null) return not(UNKNOWN_TIME)
  const { minutes = '00', seconds = '00' } = clock
  if (minutes.length < 2 || seconds.length < 2) return not(TWO_DIGITS)
  return Number(minutes) > 59 || Number(seconds) > 59 ? not(SIXTY) : is(clockOf(clock))
}

/** A time on the clock, with am or pm behind it or without. */
const clockTime = (text: string): Reading<number> => {
  const half = found(HALF, text)
  const clock = plainClock(half?.['clock'] ?? text)
  if (half === null || !clock.ok) return clock
  const hours = Math.floor(clock.value / HOUR)
  if (hours < 1 || hours > 12) return not(TWELVE)
  return is(((hours % 12) + (half['half'] === 'p' ? 12 : 0)) * HOUR + (clock.value % HOUR))
}

const counted = (match: Found): Reading<number> => {
  const { hours, minutes = '', seconds = '' } = match
  if (seconds.length < 2 || (hours !== undefined && minutes.length < 2)) return not(TWO_DIGITS)
  return Number(seconds) > 59 || (hours !== undefined && Number(minutes) > 59) ? not(SIXTY) : is(clockOf(match))
}

/** Amounts with units from the coarsest to the finest. */
const amounts = (text: string): Reading<number> => {
  let [total, at, finest] = [0, 0, 0]
  for (;;) {
    AMOUNT.lastIndex = at
    const match = AMOUNT.exec(text)
    if (match === null) break
    const { whole, parts, unit: word = '' } = match.groups ?? {}
    const unit = (word === '' ? BARE.get(finest) : UNITS.get(word)) ?? 0
    if (unit === 0 || (finest > 0 && unit >= finest)) return not(UNKNOWN_DURATION)
    total += Number(whole) * unit + thousandths(parts) * (unit / 1000)
    ;[at, finest] = [at + match[0].length, unit]
    if (word === '') break
  }
  return at === text.length && finest > 0 ? is(total) : not(UNKNOWN_DURATION)
}

const length = (text: string): Reading<number> => {
  const match = found(COUNTED, text)
  return match === null ? amounts(text) : counted(match)
}

const between = (value: number, most: number, low: string, high: string): Reading<number> =>
  value < 0 ? not(low) : value > most ? not(high) : is(value)

/** "+15" and "-5m" are lengths, "+1:30" is hours and minutes. */
const movedTime = (text: string, present: number | null): Reading<number> => {
  if (present === null) return not(NOTHING_TO_MOVE)
  const amount = text.slice(1).trimStart()
  const by = amount.includes(':') ? plainClock(amount) : length(amount)
  if (!by.ok) return by.problem === UNKNOWN_TIME || by.problem === UNKNOWN_DURATION ? not(UNKNOWN_MOVE) : by
  return between(text.startsWith('+') ? present + by.value : present - by.value, LAST_TIME, TOO_EARLY, TOO_LATE)
}

/** A time more than half a day before another one is meant on a later day. */
export const onNearestDay = (time: number, near: number): number => {
  const days = Math.max(0, Math.ceil((near - time - DAY / 2) / DAY))
  return time + Math.min(days, Math.max(0, Math.floor((LAST_TIME - time) / DAY))) * DAY
}

export interface TimeContext {
  /** ms since midnight, for "now". */
  readonly now?: number | null
  /** The time that "+15" counts from: the one that is there, or the one that the plan gives. */
  readonly present?: number | null
  /** A time without a day is meant on the day that brings it nearest to this one. */
  readonly near?: number
}

const WORDS: Readonly<Record<string, (now: number | null) => number | null>> = {
  now: (now) => now,
  noon: () => 12 * HOUR,
  midnight: () => DAY,
}

export const parseTime = (typed: string, { now = null, present = null, near = 0 }: TimeContext = {}): Reading<number | null> => {
  const text = tidy(typed)
  if (text === null) return not(UNKNOWN_TIME)
  if (text === '') return is(null)
  if (text.startsWith('+') || text.startsWith('-')) return movedTime(text, present)
  const word = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined
  if (word !== undefined) {
    const time = word(now)
    return time === null ? not(NO_CLOCK) : is(onNearestDay(time, near))
  }
  const later = found(DAYS_LATER, text)
  const clock = clockTime(later?.['clock'] ?? text)
  if (!clock.ok) return clock
  if (later === null && clock.value < DAY) return is(onNearestDay(clock.value, near))
  return between(clock.value + Number(later?.['days'] ?? 0) * DAY, LAST_TIME, TOO_EARLY, TOO_LATE)
}

export const parseDuration = (typed: string, { present = 0 }: { readonly present?: number } = {}): Reading<number> => {
  const text = tidy(typed)
  if (text === null) return not(UNKNOWN_DURATION)
  if (text === '') return is(0)
  const sign = text.startsWith('+') ? 1 : text.startsWith('-') ? -1 : 0
  const read = length(sign === 0 ? text : text.slice(1).trimStart())
  if (!read.ok) return read
  return between(sign === 0 ? read.value : present + sign * read.value, LONGEST, TOO_SHORT, TOO_LONG)
}

const two = (value: number): string => String(value).padStart(2, '0')
const parted = (value: number): readonly [hours: number, minutes: number, rest: number] => [
  Math.floor(value / HOUR),
  Math.floor((value % HOUR) / MINUTE),
  value % MINUTE,
]
const seconds = (rest: number): string =>
  two(Math.floor(rest / SECOND)) + (rest % SECOND ? `.${String(rest % SECOND).padStart(3, '0')}` : '')

export const formatTime = (time: number | null): string => {
  if (time === null) return ''
  const [hours, minutes, rest] = parted(time % DAY)
  const days = Math.floor(time / DAY)
  return `${two(hours)}:${two(minutes)}${rest ? `:${seconds(rest)}` : ''}${days ? ` +${days}` : ''}`
}

export const formatDuration = (duration: number): string => {
  const [hours, minutes, rest] = parted(duration)
  return `${hours ? `${hours}:${two(minutes)}` : minutes}:${seconds(rest)}`
}

export const sayDuration = (duration: number): string => {
  const [hours, minutes, rest] = parted(duration)
  const said = [hours && `${hours} h`, minutes && `${minutes} min`, rest && `${rest / SECOND} s`].filter(Boolean)
  return said.join(' ') || '0 min'
}
