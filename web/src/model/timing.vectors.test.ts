/** The same vectors as the server's tests: moments (T1), the show at a moment (T2 … T6), as it ran (T7). */
import { describe, expect, test } from 'vitest'
import timings from '../../../tests/vectors/timing.json'
import moments from '../../../tests/vectors/zones.json'
import { asRun } from './asRun'
import { expectedLinks, waysOut } from './fixes'
import { digest, madeUpCase, mulberry32 } from './testing/chance'
import { type Call, type Plan, type Thresholds, timing } from './timing'
import { dateFor, dayOffset, instantOf, timeOf } from './zones'

describe('T1 moments', () => {
  test.each(moments.moments)('$name', ({ date, zone, time, instant, shown }) => {
    expect(instantOf(date, zone, time)).toBe(instant)
    expect(timeOf(date, zone, instant)).toBe(shown)
  })

  test.each(moments.times)('$name', ({ date, zone, time, instant }) => {
    expect(timeOf(date, zone, instant)).toBe(time)
  })

  test.each(moments.day_offset)('planned for $planned, a clock shows $clock', ({ planned, clock, days }) => {
    expect(dayOffset(planned, clock)).toBe(days)
  })

  test.each(moments.date_for)('$name', ({ zone, time, instant, date }) => {
    expect(dateFor(zone, time, instant)).toBe(date)
  })
})

interface Case {
  name: string
  plan: Omit<Partial<Plan>, 'segments'> & { segments: { id: string }[] }
  call: Partial<Call>
  now: number
  thresholds?: Thresholds
  expect: Record<string, unknown>
}

/** The vectors name only what matters. */
const planOf = ({ segments, planned_start = null, date = '1970-01-01', zone = 'UTC' }: Case['plan']): Plan => ({
  segments: segments.map((segment) => ({ start: null, duration: 0, end: null, ...segment })),
  planned_start,
  date,
  zone,
})

const IDLE: Call = {
  active: null,
  started_at: null,
  first_started_at: null,
  paused_at: null,
  paused_ms: 0,
  added_ms: 0,
  done: {},
}

/** Rows are asked for by their ids. */
const byId = <T extends { rows: readonly { id: string }[] }>(told: T) => ({
  ...told,
  rows: Object.fromEntries(told.rows.map((row) => [row.id, row])),
})

describe('T2 T9 the show at a moment', () => {
  test.each(timings.cases as unknown as Case[])('$name', ({ plan, call, now, thresholds = {}, ...said }) => {
    expect(byId(timing(planOf(plan), { ...IDLE, ...call }, now, thresholds))).toMatchObject(said.expect)
  })

  // Thousands in all, a hundred for each seed.
  test.each(timings.chance)('made up by chance from seed %i, as in Python', (seed = 0, expected) => {
    const below = mulberry32(seed)
    let state = 0x811c9dc5
    for (let index = 0; index < 100; index += 1) {
      const { plan, call, now } = madeUpCase(below)
      const told = timing(plan, call, now)
      state = digest(state, told)
      state = digest(state, asRun(plan, call, now))
      const links = expectedLinks(plan, call, now, told)
      state = digest(state, plan.segments.map(({ id }) => waysOut(links, id)))
    }
    expect(state).toBe(expected)
  })
})

describe('T7 the show as it ran', () => {
  test.each(timings.as_run as unknown as Case[])('$name', ({ plan, call, now, ...said }) => {
    expect(byId(asRun(planOf(plan), { ...IDLE, ...call }, now))).toMatchObject(said.expect)
  })
})
