/**
 * When does what begin, when does it end, and where does the plan not fit together?
 *
 *   schedule(segments, plannedStart) → {rows, totals}
 *
 * `segments` are the live ones in running order; all times are ms since midnight of the show's date. A segment
 * without a fixed start begins when the one before it ends; the first one at the planned start, else at 0.
 * The same computation exists on the server; both are held to tests/vectors/schedule.json (D10).
 */
export interface Timed {
  readonly id: string
  readonly start: number | null
  readonly duration: number
  readonly end: number | null
}

export interface ScheduleRow {
  readonly id: string
  readonly start: number
  readonly end: number
  readonly duration: number
  /** Nothing happens for this long before a fixed start. */
  readonly gap: number
  /** The one before runs this long past this fixed start. */
  readonly overlap: number
  /** Its own fixed end lies before its start. */
  readonly backwards: boolean
}

export interface Totals {
  /** Sum of all durations. */
  readonly planned: number
  readonly start: number
  /** The latest end of any segment. */
  readonly end: number
  readonly span: number
}

export interface Schedule {
  readonly rows: readonly ScheduleRow[]
  readonly totals: Totals
}

const rowAfter = (previousEnd: number | null, segment: Timed, plannedStart: number): ScheduleRow => {
  const follows = previousEnd ?? plannedStart
  const start = segment.start ?? follows
  const end = segment.end ?? start + segment.duration
  const backwards = end < start
  const duration = backwards ? 0 : end - start
  const gap = previousEnd === null ? 0 : Math.max(0, start - previousEnd)
  const overlap = previousEnd === null ? 0 : Math.max(0, previousEnd - start)
  return Object.freeze({ id: segment.id, start, end: start + duration, duration, gap, overlap, backwards })
}

const totalsOf = (rows: readonly ScheduleRow[], plannedStart: number): Totals => {
  const start = rows[0]?.start ?? plannedStart
  const end = rows.reduce((latest, row) => Math.max(latest, row.end), start)
  const planned = rows.reduce((sum, row) => sum + row.duration, 0)
  return Object.freeze({ planned, start, end, span: end - start })
}

export const schedule = (segments: readonly Timed[], planned: number | null): Schedule => {
  const plannedStart = planned ?? 0
  const rows: ScheduleRow[] = []
  for (const segment of segments) rows.push(rowAfter(rows.at(-1)?.end ?? null, segment, plannedStart))
  return Object.freeze({ rows: Object.freeze(rows), totals: totalsOf(rows, plannedStart) })
}
