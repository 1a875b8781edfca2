/**
 * As it ran: what was planned, what happened, and the difference, row by row and in total.
 *
 * It is read from the same plan and the same state of the call as the timing, during a show and after it. The server
 * reckons the same (tests/vectors/timing.json, T7).
 */
import { type Call, type Plan, type Reach, type RowStatus, type Span, type TimedRow, timing } from './timing'

export interface RunRow {
  readonly id: string
  readonly status: RowStatus
  readonly planned: Span
  readonly actual: Reach
  /** How long it was planned to last. */
  readonly lasts: number
  /** From its start to its end, pauses included. */
  readonly took: number | null
  /** By how much it started later than planned. */
  readonly late: number | null
  /** By how much it took longer than planned. */
  readonly longer: number | null
}

export interface RunTotals {
  readonly planned: Span
  /** The end is known when nothing is active and nothing is to come. */
  readonly actual: Reach
  /** Of the segments that were played. */
  readonly lasts: number
  readonly took: number
  readonly late: number | null
  readonly longer: number
}

export interface AsRun {
  readonly rows: readonly RunRow[]
  readonly totals: RunTotals
}

const actualOf = ({ status, expected }: TimedRow, activeSince: number | null): Reach => {
  if (status === 'active') return { start: activeSince, end: null }
  return status === 'completed' || status === 'skipped' ? expected : { start: null, end: null }
}

const runRow = (row: TimedRow, activeSince: number | null): RunRow => {
  const { id, status, planned, late } = row
  const lasts = planned.end - planned.start
  const actual = actualOf(row, activeSince)
  const took = actual.start === null || actual.end === null ? null : Math.max(0, actual.end - actual.start)
  return {
    id,
    status,
    planned,
    actual,
    lasts,
    took,
    late: actual.start === null ? null : late,
    longer: took === null || status === 'skipped' ? null : took - lasts,
  }
}

/** How a show went, or how it has gone so far. */
export const asRun = (plan: Plan, call: Call, now: number): AsRun => {
  const shown = timing(plan, call, now)
  const rows = shown.rows.map((row) => runRow(row, call.started_at))
  const played = rows.filter(({ status, took }) => status === 'completed' && took !== null)
  const lasts = played.reduce((sum, row) => sum + row.lasts, 0)
  const took = played.reduce((sum, row) => sum + (row.took ?? 0), 0)
  const begun = call.first_started_at
  const over = begun !== null && shown.next === null && call.active === null
  return {
    rows,
    totals: {
      planned: shown.planned,
      actual: { start: begun, end: over ? shown.expected.end : null },
      lasts,
      took,
      late: begun === null ? null : begun - shown.planned.start,
      longer: took - lasts,
    },
  }
}
