/** What the strip of the call says. */
import type { CallState } from '../../../live/frames.gen'
import type { Timing } from '../../../model/timing'
import { sayDuration } from '../../../model/times'

const SECOND = 1000
const MINUTE = 60 * SECOND
/** Less than this is on time. */
const SLACK = 10 * SECOND

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/** A countdown: 4:05, 1:02:03; beyond its end +0:12. A second is shown until it is over. */
export const countdown = (remaining: number): string => {
  const over = remaining < 0
  const seconds = over ? Math.floor(-remaining / SECOND) : Math.ceil(remaining / SECOND)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const short = `${hours > 0 ? `${hours}:${twoDigits(minutes)}` : minutes}:${twoDigits(seconds % 60)}`
  return over ? `+${short}` : short
}

/** Behind or ahead of the plan, to the minute, or to the second below that. */
export const lateness = (offset: number): string => {
  const by = Math.abs(offset)
  if (by < SLACK) return 'on time'
  const shown = by < MINUTE ? Math.floor(by / SECOND) * SECOND : Math.floor(by / MINUTE) * MINUTE
  return `${sayDuration(shown)} ${offset > 0 ? 'behind' : 'ahead'}`
}

/** A zone that this machine does not know counts as UTC, as it does where times are reckoned (docs/timing.md). */
const formatIn = (zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone })
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
  }
}

/** Made once for each way of writing: making one takes longer than a hundred uses of it. */
export const formatterOf = (options: Intl.DateTimeFormatOptions): ((zone: string) => Intl.DateTimeFormat) => {
  const made = new Map<string, Intl.DateTimeFormat>()
  return (zone) => {
    const known = made.get(zone) ?? formatIn(zone, options)
    made.set(zone, known)
    return known
  }
}

const toTheMinute = formatterOf({ hour: '2-digit', minute: '2-digit' })

/** The clock on the wall of the show's time zone, to the minute. */
export const wallTime = (moment: number, zone: string): string => toTheMinute(zone).format(moment)

export const PHASES = { idle: 'No active segment', running: 'Now', paused: 'Paused' } as const

export const phaseIn = (state: CallState | null): keyof typeof PHASES => {
  if (!state?.active) return 'idle'
  return state.active.pausedAt ? 'paused' : 'running'
}

/** What a screen reader hears of the time that is left. */
export const leftInWords = ({ active }: Pick<Timing, 'active'>): string => {
  if (!active) return ''
  const whole = Math.floor(Math.abs(active.remaining) / SECOND) * SECOND
  return active.remaining < 0 ? `${sayDuration(whole)} over` : `${sayDuration(whole)} left`
}
