/**
 * What is on, how long is left, how late the show is, and when everything else will happen.
 *
 *   timing(plan, call, now)   → {phase, active, next, rows, offset, planned, expected}
 *
 * `plan` is the run of show, `call` the state of the call as plain values (what is active since when, what is done),
 * `now` a moment in Unix ms. Nothing here ticks: whoever asks later gets later numbers from the same state.
 *
 *   ── done ──▶ active ──▶ the next row begins when the one before ends, and a fixed start never earlier than fixed:
 *                          what comes too late eats the gap before it first
 *
 * The same computation exists on the server; both are held to tests/vectors/timing.json (T2 … T6). docs/timing.md has
 * the rules with their reasons.
 */
import { type Schedule, type ScheduleRow, type Timed, schedule } from './schedule'
import { dateFor, dateOf, instantOf } from './zones'

export const WARNING = 120_000
export const DANGER = 60_000

export type Phase = 'overtime' | 'danger' | 'warning' | 'default' | 'none' | 'pending'
export type RowStatus = 'completed' | 'skipped' | 'active' | 'passed' | 'pending'

/** How a segment that is over went. */
export interface Done {
  readonly status: 'completed' | 'skipped'
  readonly started_at: number | null
  readonly ended_at: number | null
}

/** The state of a show call; `paused_ms` (finished pauses) and `added_ms` are those of the active segment. */
export interface Call {
  readonly active: string | null
  readonly started_at: number | null
  readonly first_started_at: number | null
  readonly paused_at: number | null
  readonly paused_ms: number
  readonly added_ms: number
  readonly done: Readonly<Record<string, Done>>
}

export interface TimedSegment extends Timed {
  readonly count?: 'duration' | 'to_end'
}

/** Without a date the plan is meant on the day that brings its start nearest to the actual one. */
export interface Plan {
  readonly segments: readonly TimedSegment[]
  readonly planned_start: number | null
  readonly date: string | null
  readonly zone: string
}

/** From when to when, in Unix ms. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** From when to when, as far as it is known. */
export interface Reach {
  readonly start: number | null
  readonly end: number | null
}

export interface ActiveRow {
  readonly id: string
  readonly elapsed: number
  /** Negative in overtime. */
  readonly remaining: number
  readonly overtime: number
  /** When its time is up; null while it has not started. */
  readonly due: number | null
  readonly paused: boolean
}

export interface TimedRow {
  readonly id: string
  readonly status: RowStatus
  readonly planned: Span
  /** As it went, or is expected to go; unknown for rows left out. */
  readonly expected: Reach
  /** By how much it starts later than planned. */
  readonly late: number | null
  /** How much of the lateness that reached it the gap before its fixed start eats. */
  readonly absorbed: number
  /** How far the one before runs past its fixed start. */
  readonly overlap: number
}

export interface Timing {
  readonly phase: Phase
  readonly active: ActiveRow | null
  readonly next: string | null
  readonly rows: readonly TimedRow[]
  /** How far behind (positive) or ahead (negative): of the plan, and of the actual beginning. */
  readonly offset: { readonly absolute: number; readonly relative: number }
  readonly planned: Span
  /** From when to when the show lasts, as far as one can tell now. */
  readonly expected: Span
}

export interface Thresholds {
  readonly warning?: number
  readonly danger?: number
}

/** The phase of a running segment by what is left of it. */
export const phaseOf = (remaining: number, { warning = WARNING, danger = DANGER }: Thresholds = {}): Phase => {
  if (remaining < 0) return 'overtime'
  if (remaining <= danger) return 'danger'
  return remaining <= warning ? 'warning' : 'default'
}

/** So long before its planned start, or after its planned end, a call is still that of the planned day. */
const AROUND = 12 * 3_600_000

/** Whether a moment is on the planned day, or not far from what is planned. */
const isAround = ({ segments, planned_start, zone }: Plan, date: string, moment: number): boolean => {
  if (dateOf(zone, moment) === date) return true
  const { start, end } = schedule(segments, planned_start).totals
  return moment >= instantOf(date, zone, start) - AROUND && moment <= instantOf(date, zone, end) + AROUND
}

/** The date that a plan is meant on: its own, unless it is called on another day, as in a rehearsal (T9). */
export const planDate = (plan: Plan, call: Call, now: number): string => {
  const begun = call.first_started_at
  if (plan.date !== null && (begun === null || isAround(plan, plan.date, begun))) return plan.date
  const opening = plan.segments[0]?.start ?? plan.planned_start ?? 0
  return dateFor(plan.zone, opening, begun ?? now)
}

/** Planned in moments instead of times of day, so that an hour lasts an hour in any night. */
export const plannedMoments = (plan: Plan, call: Call, now: number): Schedule => {
  const date = planDate(plan, call, now)
  const moment = (time: number): number => instantOf(date, plan.zone, time)
  const segments = plan.segments.map(({ id, start, duration, end }) => ({
    id,
    start: start === null ? null : moment(start),
    duration,
    end: end === null ? null : moment(end),
  }))
  return schedule(segments, moment(plan.planned_start ?? 0))
}

/** From which row on is the show still to come? From the active one, or after the last one that was played. */
const placeOf = (rows: readonly ScheduleRow[], call: Call): number => {
  const active = rows.findIndex((row) => row.id === call.active)
  if (active >= 0) return active
  let [place, latest] = [0, -Infinity]
  rows.forEach((row, index) => {
    const past = call.done[row.id]
    if (past?.status !== 'completed' || (past.ended_at ?? 0) < latest) return
    ;[place, latest] = [index + 1, past.ended_at ?? 0]
  })
  return place
}

/** Elapsed and remaining time; a pause stops both, unless the segment counts to its end. */
const clockOf = (segment: TimedSegment, row: ScheduleRow, call: Call, now: number): ActiveRow => {
  const { started_at: started, paused_at: pausedAt, paused_ms, added_ms } = call
  const { id, duration } = row
  if (started === null)
    return { id, elapsed: 0, remaining: duration + added_ms, overtime: 0, due: null, paused: false }
  const pauses = paused_ms + (pausedAt === null ? 0 : Math.max(0, now - pausedAt))
  const upAt = segment.count === 'to_end' ? row.end + added_ms : started + duration + added_ms + pauses
  const due = Math.max(started, upAt)
  const [elapsed, remaining] = [Math.max(0, now - started - pauses), due - now]
  return { id, elapsed, remaining, overtime: Math.max(0, -remaining), due, paused: pausedAt !== null }
}

/** A row that has begun, or is left out. */
const told = (row: ScheduleRow, status: RowStatus, expected: Reach): TimedRow => ({
  id: row.id,
  status,
  planned: { start: row.start, end: row.end },
  expected,
  late: expected.start === null ? null : expected.start - row.start,
  absorbed: 0,
  overlap: 0,
})

/** A row after one that ends at `cursor`, and was planned to end at `before`. */
const toCome = (
  segment: TimedSegment,
  row: ScheduleRow,
  status: RowStatus,
  { cursor, before }: { readonly cursor: number; readonly before: number },
): TimedRow => {
  const fixed = segment.start !== null
  const start = fixed ? Math.max(row.start, cursor) : cursor
  const end = segment.count === 'to_end' ? Math.max(start, row.end) : start + row.duration
  return {
    id: row.id,
    status,
    planned: { start: row.start, end: row.end },
    expected: { start, end },
    late: start - row.start,
    absorbed: fixed ? Math.max(0, Math.min(row.gap, cursor - before)) : 0,
    overlap: fixed ? start - row.start : 0,
  }
}

const rowsOf = (
  plan: Plan,
  rows: readonly ScheduleRow[],
  call: Call,
  now: number,
  active: ActiveRow | null,
): readonly TimedRow[] => {
  const place = placeOf(rows, call)
  let cursor = call.first_started_at === null ? (rows[place]?.start ?? now) : now
  return plan.segments.map((segment, index) => {
    const row = rows[index] as ScheduleRow
    const past = call.done[row.id]
    if (active !== null && active.due !== null && index === place) {
      cursor = Math.max(active.due, now)
      return told(row, 'active', { start: call.started_at, end: cursor })
    }
    if (past && row.id !== call.active)
      return told(row, past.status, { start: past.started_at, end: past.ended_at })
    if (index < place) return told(row, 'passed', { start: null, end: null })
    const status = row.id === call.active ? 'active' : 'pending'
    const coming = toCome(segment, row, status, { cursor, before: rows[index - 1]?.end ?? row.start })
    cursor = coming.expected.end ?? cursor
    return coming
  })
}

/** Compared with the plan: where the active row ends, else where the next begins, else where the last one ended. */
const behind = (rows: readonly TimedRow[]): number => {
  const active = rows.find((row) => row.status === 'active')
  if (active) return (active.expected.end ?? active.planned.end) - active.planned.end
  const next = rows.find((row) => row.status === 'pending')
  if (next) return next.late ?? 0
  let [latest, late] = [-Infinity, 0]
  for (const { status, expected, planned } of rows) {
    if (status !== 'completed' || expected.end === null || expected.end < latest) continue
    ;[latest, late] = [expected.end, expected.end - planned.end]
  }
  return late
}

/** Nothing is late before it has begun. */
const offsetOf = (rows: readonly TimedRow[], call: Call): Timing['offset'] => {
  const begun = call.first_started_at
  if (begun === null) return { absolute: 0, relative: 0 }
  const absolute = behind(rows)
  const anchor = rows.find((row) => row.expected.start === begun) ?? rows[0]
  return { absolute, relative: absolute - (begun - (anchor?.planned.start ?? begun)) }
}

const expectedSpan = (rows: readonly TimedRow[], planned: Schedule, call: Call): Span => {
  const start = call.first_started_at ?? planned.totals.start
  return { start, end: rows.reduce((end, row) => Math.max(end, row.expected.end ?? end), start) }
}

const showPhase = (
  call: Call,
  active: ActiveRow | null,
  rows: readonly TimedRow[],
  thresholds: Thresholds,
): Phase => {
  if (active !== null && active.due !== null) return phaseOf(active.remaining, thresholds)
  return active !== null || (rows.length > 0 && call.first_started_at === null) ? 'pending' : 'none'
}

/** The whole show as it stands at a moment. */
export const timing = (plan: Plan, call: Call, now: number, thresholds: Thresholds = {}): Timing => {
  const planned = plannedMoments(plan, call, now)
  const at = planned.rows.findIndex((row) => row.id === call.active)
  const [segment, row] = [plan.segments[at], planned.rows[at]]
  const active = segment && row ? clockOf(segment, row, call, now) : null
  const rows = rowsOf(plan, planned.rows, call, now, active)
  return {
    phase: showPhase(call, active, rows, thresholds),
    active,
    next: rows.find(({ status }) => status === 'pending')?.id ?? null,
    rows,
    offset: offsetOf(rows, call),
    planned: { start: planned.totals.start, end: planned.totals.end },
    expected: expectedSpan(rows, planned, call),
  }
}
