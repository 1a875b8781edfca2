/**
 * The running order as the caller sees it: each row with the time it began, or is expected to begin.
 *
 *   orderRows(plan, timing)          → rows, in order
 *   besidePlan(moment, planned, …)   → "18:45" · "18:45, planned 18:40"
 *   dayTime(moment, now, zone)       → "18:45" · "15 Mar 18:45" where that is not today
 *   inTime(start, now, zone, counts) → "18:45" · "18:45, in 4:05" (while the show is called)
 *   secondsTime(moment, zone)        → "18:45:09"
 *   departmentsIn(cues, prefix)      → "LX, SND"
 */
import type { Cue, Department, Segment } from '../../../model/schema'
import type { RowStatus, Timing } from '../../../model/timing'
import { countdown, formatterOf, wallTime } from '../calling/words'

export interface OrderRow {
  readonly id: string
  readonly name: string
  readonly status: RowStatus
  /** As it went, or is expected; unknown for what was left out. */
  readonly start: number | null
  readonly plannedStart: number
  readonly duration: number
  readonly isFixed: boolean
  /** How far the one before runs past its fixed start. */
  readonly overlap: number
}

export const orderRows = (segments: readonly Segment[], { rows }: Pick<Timing, 'rows'>): readonly OrderRow[] =>
  rows.flatMap(({ id, status, expected, planned, overlap }, index) => {
    const segment = segments[index]
    if (segment === undefined) return []
    const { name, start: fixed } = segment
    const duration = planned.end - planned.start
    return [{ id, name, status, start: expected.start, plannedStart: planned.start, duration, isFixed: fixed !== null, overlap }]
  })

const DAY = 86_400_000

export const besidePlan = (moment: number, planned: number, zone: string, at: (moment: number) => string): string =>
  wallTime(moment, zone) === wallTime(planned, zone) ? at(moment) : `${at(moment)}, planned ${wallTime(planned, zone)}`

const toTheDay = formatterOf({ day: 'numeric', month: 'short' })
const dateIn = (moment: number, zone: string): string => toTheDay(zone).format(moment)

export const dayTime = (moment: number, now: number, zone: string): string => {
  const isNear = Math.abs(moment - now) < DAY / 2 || dateIn(moment, zone) === dateIn(now, zone)
  return isNear ? wallTime(moment, zone) : `${dateIn(moment, zone)} ${wallTime(moment, zone)}`
}

/** What a row was planned for, where that is something else. */
export const plannedBeside = ({ start, plannedStart }: OrderRow, at: (moment: number) => string): string =>
  start === null || at(start) === at(plannedStart) ? '' : at(plannedStart)

export const inTime = (start: number, now: number, zone: string, counts: boolean): string => {
  const at = wallTime(start, zone)
  const away = start - now
  return counts && away > 0 && away < DAY ? `${at}, in ${countdown(away)}` : at
}

const toTheSecond = formatterOf({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
export const secondsTime = (moment: number, zone: string): string => toTheSecond(zone).format(moment)

export const departmentsIn = (cues: readonly Cue[], prefix: (department: Department) => string): string =>
  [...new Set(cues.map(({ department }) => prefix(department)))].join(', ')
