/**
 * Shows and calls made up by chance, the same in Python and TypeScript, and a digest of what comes out:
 * tests/docs_model/chance.py draws the same numbers in the same order.
 */
import type { Call, Done, Plan, TimedSegment } from '../timing'

const HOUR = 3_600_000
export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/St_Johns',
  'Pacific/Chatham',
  'Nowhere/Land',
] as const
export const DATES = ['2011-12-29', '2016-03-26', '2016-10-29', '2019-03-09', '2019-11-02', '2020-02-28', null] as const

export type Below = (bound: number) => number

export const mulberry32 = (seed: number): Below => {
  let state = seed
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
}

const maybe = <T>(below: Below, percent: number, value: () => T): T | null => (below(100) < percent ? value() : null)

const madeUpSegment = (below: Below, number: number): TimedSegment => {
  const start = maybe(below, 40, () => below(54 * HOUR))
  const duration = below(2 * HOUR)
  const end = maybe(below, 15, () => below(54 * HOUR))
  const count = below(4) === 3 ? 'to_end' : 'duration'
  return { id: `s${number}`, start, duration, end, count }
}

const madeUpDone = (below: Below, around: number): Done => {
  const status = below(3) === 2 ? 'skipped' : 'completed'
  const started_at = maybe(below, 80, () => around + below(30 * HOUR))
  const ended_at = maybe(below, 80, () => (started_at ?? around) + below(2 * HOUR))
  return { status, started_at, ended_at }
}

export const madeUpCase = (below: Below): { plan: Plan; call: Call; now: number } => {
  const segments = Array.from({ length: below(9) }, (_, number) => madeUpSegment(below, number))
  const planned_start = maybe(below, 70, () => below(30 * HOUR))
  const date = DATES[below(DATES.length)] ?? null
  const zone = ZONES[below(ZONES.length)] ?? 'UTC'
  const around = ([1_325_000_000, 1_459_000_000, 1_477_700_000, 1_552_100_000, 1_582_900_000][below(5)] ?? 0) * 1000
  const active = maybe(below, 70, () => `s${below(9)}`)
  const started = maybe(below, 85, () => around + below(30 * HOUR))
  const first_started_at = maybe(below, 75, () => around + below(10 * HOUR))
  const paused_at = maybe(below, 25, () => (started ?? around) + below(HOUR))
  const paused_ms = below(HOUR)
  const added_ms = below(HOUR) - HOUR / 2
  const done: Record<string, Done> = {}
  for (const { id } of segments) if (below(3) === 0) done[id] = madeUpDone(below, around)
  const started_at = active === null ? null : started
  const call = { active, started_at, first_started_at, paused_at, paused_ms, added_ms, done }
  return { plan: { segments, planned_start, date, zone }, call, now: around + below(40 * HOUR) }
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  )
}

/** Folds a value into a digest: FNV-1a over its JSON with sorted keys. */
export const digest = (before: number, value: unknown): number => {
  const text = JSON.stringify(sorted(value))
  let state = before
  for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193)
  return state >>> 0
}
