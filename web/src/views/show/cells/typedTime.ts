/**
 * The three kinds of typed time, each with how it is read, written and said back before it is committed.
 */
import type { Values } from '../../../model/schema'
import { DAY } from '../../../model/schema.gen'
import {
  formatDuration,
  formatTime,
  parseDuration,
  parseTime,
  sayDuration,
  type Reading,
  type TimeContext,
} from '../../../model/times'

interface Present {
  /** The fixed value; null when the plan gives it. */
  readonly value: number | null
  readonly planned: number
  /** A time without a day is meant on the day that brings it nearest to this one; the planned one, if not said. */
  readonly near?: number | undefined
  /** ms since midnight */
  readonly now: number
}

export interface TimeKind {
  readonly read: (typed: string, context: TimeContext) => Reading<number | null>
  readonly show: (value: number) => string
  readonly say: (value: number) => string
  /** What an empty field means. */
  readonly empty: (planned: number) => string
}

/** A time on a later day says so in words: "+1" alone is easily overlooked. */
const sayTime = (time: number): string => {
  const days = Math.floor(time / DAY)
  const day = days === 0 ? '' : days === 1 ? ' (next day)' : ` (${days} days later)`
  return `${formatTime(time)}${day}`
}

export const START: TimeKind = {
  read: parseTime,
  show: formatTime,
  say: (value) => `Starts at ${sayTime(value)}, fixed`,
  empty: () => 'No fixed start: it follows the one before',
}

export const END: TimeKind = {
  read: parseTime,
  show: formatTime,
  say: (value) => `Ends at ${sayTime(value)}, fixed`,
  empty: () => 'No fixed end: it ends after its duration',
}

export const PLANNED_START: TimeKind = {
  read: parseTime,
  show: formatTime,
  say: (value) => `The show starts at ${sayTime(value)}`,
  empty: () => 'No planned start: the show starts at 00:00',
}

export const DURATION: TimeKind = {
  read: (typed, { present }) => parseDuration(typed, { present: present ?? 0 }),
  show: formatDuration,
  say: (value) => `Lasts ${sayDuration(value)}`,
  empty: () => 'Lasts no time',
}

/** The fields of a segment that are times. */
export const TIMES = { start: START, end: END, duration: DURATION } as const
export type TimeName = keyof typeof TIMES
export const isTime = (field: string): field is TimeName => Object.hasOwn(TIMES, field)

/** Typing a duration into a segment with a fixed end gives the end up: otherwise nothing would seem to happen. */
export const timeValues = (field: string, value: number | null): Values<'segments'> =>
  field === 'duration' ? { duration: value ?? 0, end: null } : { [field]: value }

export type Understood =
  | { readonly ok: true; readonly value: number | null; readonly said: string }
  | { readonly ok: false; readonly said: string }

export const readTyped = (kind: TimeKind, typed: string, { value, planned, near, now }: Present): Understood => {
  const reading = kind.read(typed, { now, present: value ?? planned, near: near ?? planned })
  if (!reading.ok) return { ok: false, said: reading.problem }
  const said = reading.value === null || typed.trim() === '' ? kind.empty(planned) : kind.say(reading.value)
  return { ok: true, value: reading.value, said }
}

/** ms since midnight at an instant, in the show's time zone; an unknown zone counts as UTC. */
export const timeOfDay = (instant: number, zone: string): number => {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    const [hours = 0, minutes = 0] = parts.format(instant).split(':').map(Number)
    return (hours * 60 + minutes) * 60_000
  } catch {
    return Math.floor((instant % DAY) / 60_000) * 60_000
  }
}
