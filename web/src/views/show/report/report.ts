/**
 * How a show went, in the words of a sheet of paper: planned beside actual, row by row and in total.
 *
 *   reportOf(show, state, now)   → {rows, total, callers}
 *
 * Times are those of the show's time zone, actual ones to the second; 00:10:05 +1 is on the day after the first.
 */
import { callOf } from '../../../live/call'
import type { CallState } from '../../../live/frames.gen'
import { type RunRow, asRun } from '../../../model/asRun'
import { planOf, segmentOf, type Show } from '../../../model/show'
import { planDate } from '../../../model/timing'
import { formatDuration, sayDuration } from '../../../model/times'
import { timeOf } from '../../../model/zones'
import { clockTime } from '../stage/clockTime'
import { nameOf } from '../words'

export interface ReportRow {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly planned: string
  readonly actual: string
  readonly began: string
  readonly lasts: string
  readonly took: string
  readonly longer: string
}

export interface Report {
  readonly date: string
  readonly rows: readonly ReportRow[]
  readonly total: Omit<ReportRow, 'id' | 'name' | 'status'>
  readonly callers: readonly string[]
  /** Whether the last segment is over. */
  readonly isOver: boolean
}

const SECOND = 1000
const DAY = 86_400_000

const STATUSES: Readonly<Record<RunRow['status'], string>> = {
  completed: '',
  active: 'on now',
  skipped: 'skipped',
  passed: 'left out',
  pending: 'to come',
}

const whole = (ms: number): number => Math.floor(Math.abs(ms) / SECOND) * SECOND

/** By how much something differs: "5 min 12 s late", "30 s early", "on time". */
export const differenceOf = (ms: number | null, [more, less, same]: readonly [string, string, string]): string => {
  if (ms === null) return ''
  return whole(ms) === 0 ? same : `${sayDuration(whole(ms))} ${ms > 0 ? more : less}`
}

const LATE = ['late', 'early', 'on time'] as const
const LONGER = ['longer', 'shorter', 'as planned'] as const

/** Moments as a sheet writes them. */
const clockOf = (date: string, zone: string) => {
  const dayOf = (moment: number): string => {
    const days = Math.floor(timeOf(date, zone, moment) / DAY)
    return days === 0 ? '' : ` ${days > 0 ? '+' : '−'}${Math.abs(days)}`
  }
  const exact = (moment: number): string => `${clockTime(moment, zone)}${dayOf(moment)}`
  const short = (moment: number): string => `${clockTime(moment, zone).replace(/:00$/, '')}${dayOf(moment)}`
  return { exact, short }
}

const reach = (start: number | null, end: number | null, write: (moment: number) => string): string => {
  if (start === null) return ''
  return `${write(start)} – ${end === null ? '' : write(end)}`.trimEnd()
}

export const reportOf = (show: Show, state: CallState, now: number): Report => {
  const [plan, call] = [planOf(show), callOf(state)]
  const { rows, totals } = asRun(plan, call, now)
  const date = planDate(plan, call, now)
  const { exact, short } = clockOf(date, plan.zone)
  const row = ({ id, status, planned, actual, late, lasts, took, longer }: RunRow): ReportRow => ({
    id,
    name: nameOf(segmentOf(show, id)?.name ?? ''),
    status: STATUSES[status],
    planned: reach(planned.start, planned.end, short),
    actual: reach(actual.start, actual.end, exact),
    began: differenceOf(late, LATE),
    lasts: formatDuration(lasts),
    took: took === null ? '' : formatDuration(whole(took)),
    longer: differenceOf(longer, LONGER),
  })
  return {
    date,
    rows: rows.map(row),
    total: {
      planned: reach(totals.planned.start, totals.planned.end, short),
      actual: reach(totals.actual.start, totals.actual.end, exact),
      began: differenceOf(totals.late, LATE),
      lasts: formatDuration(totals.lasts),
      took: formatDuration(whole(totals.took)),
      longer: differenceOf(totals.longer, LONGER),
    },
    callers: (state.callers ?? []).map(({ name }) => name),
    isOver: totals.actual.end !== null,
  }
}
