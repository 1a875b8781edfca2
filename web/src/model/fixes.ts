/**
 * Ways out where a fixed start does not meet the end of the row before, in a plan or during a call.
 *
 *   16:00 ▸ A 1 min, B 10 min, C            17:00 ▸ D        a gap of 49 minutes before D
 *   anchor   D starts at 16:11
 *   first    A starts at 16:49
 *   between  B lasts 59 minutes
 *
 * The row whose fixed start is meant is the anchor. The rows before it follow each other from the nearest fixed start,
 * or from what is on; only those can help. A way that leads nowhere says why, in a sentence. The server has the same
 * rules (tests/vectors/fixes.json, T8).
 */
import type { ScheduleRow, Timed } from './schedule'
import { LAST_TIME, LONGEST } from './schema.gen'
import { TOO_EARLY, TOO_LATE, TOO_LONG } from './times'
import { type Call, type Plan, type Timing, planDate } from './timing'
import { timeOf } from './zones'

const MINUTE = 60_000

const NO_SHORTER = 'It cannot be made so much shorter.'
const COMES_AFTER = 'It comes after the fixed start: changing it does not help.'
const DECIDED_LATER = 'A fixed time after it decides: changing it does not help.'
const RUNS_INTO = 'The row before it would run into it.'
const ENDS_BEFORE = 'Its fixed end would lie before its start.'
const BEGUN = 'It has already begun.'
const OVER = 'It is already over.'
const IN_PAST = 'That moment is already past.'

/** A row as a chain of rows sees it, in times of day. */
export interface Link {
  readonly id: string
  readonly start: number
  readonly end: number
  readonly duration: number
  readonly fixedEnd: number | null
  /** Its start follows from nothing before it. */
  readonly held: boolean
  /** Its end follows from no start. */
  readonly kept: boolean
  /** How short it can still be made. */
  readonly least: number
  /** When it can begin. */
  readonly earliest: number
  readonly begun: boolean
}

/** A field of a row to be set to a value. */
export interface FieldFix {
  readonly id: string
  readonly field: 'start' | 'duration' | 'end'
  readonly value: number
}

/** Why a way leads nowhere; `id` is the row that it would have been. */
export interface NoFix {
  readonly id: string
  readonly sentence: string
}

export type Way = FieldFix | NoFix

/** `size` is positive where rows overlap, negative where there is a gap. */
export interface WaysOut {
  readonly size: number
  readonly anchor: Way
  readonly first: Way
  readonly between: Way
}

export const leadsOut = (way: Way): way is FieldFix => 'field' in way

/** The rows of a plan as a chain. */
export const plannedLinks = (segments: readonly Timed[], rows: readonly ScheduleRow[]): readonly Link[] =>
  segments.flatMap((segment, index) => {
    const row = rows[index]
    if (!row) return []
    const { id, start, end, duration } = row
    const [held, kept] = [segment.start !== null, segment.end !== null]
    return [{ id, start, end, duration, fixedEnd: segment.end, held, kept, least: 0, earliest: 0, begun: false }]
  })

/**
 * What is expected during a call as a chain, ends rounded up to whole minutes. Rows that are over or left out are not in
 * it. What pushes a fixed start makes it follow.
 */
export const expectedLinks = (plan: Plan, call: Call, now: number, told: Timing): readonly Link[] => {
  const date = planDate(plan, call, now)
  const shown = (instant: number): number => timeOf(date, plan.zone, instant)
  return told.rows.flatMap((row, index) => {
    const segment = plan.segments[index]
    const { id, status, expected, planned } = row
    if (!segment || expected.start === null || expected.end === null) return []
    if (status !== 'active' && status !== 'pending') return []
    const begun = status === 'active'
    const fixed = begun ? null : segment.start
    return [
      {
        id,
        start: fixed ?? shown(expected.start),
        end: Math.ceil(shown(expected.end) / MINUTE) * MINUTE,
        duration: planned.end - planned.start,
        fixedEnd: segment.end,
        held: begun || (fixed !== null && row.overlap === 0),
        kept: segment.count === 'to_end',
        least: begun ? (told.active?.elapsed ?? 0) : 0,
        earliest: shown(now),
        begun,
      },
    ]
  })
}

/** The row from which those before an anchor follow each other. */
const headOf = (links: readonly Link[], place: number): number => {
  const held = links.slice(0, place).findLastIndex((link) => link.held)
  return Math.max(0, held)
}

/** The first row whose length still moves the last before an anchor. */
const decidedBy = (links: readonly Link[], place: number): number => {
  const head = headOf(links, place)
  return Math.max(head, links.slice(0, place).findLastIndex((link) => link.kept))
}

const sizeAt = (links: readonly Link[], place: number): number =>
  (links[place - 1]?.end ?? 0) - (links[place]?.start ?? 0)

/** Moves the fixed start to the end of the row before. */
const moveAnchor = ({ id, fixedEnd }: Link, value: number): Way => {
  if (value > LAST_TIME) return { id, sentence: TOO_LATE }
  if (fixedEnd !== null && fixedEnd < value) return { id, sentence: ENDS_BEFORE }
  return { id, field: 'start', value }
}

/** Starts the row earlier, or later, from which the others follow. */
const moveFirst = (links: readonly Link[], place: number, head: number, { id, start, earliest, begun }: Link): Way => {
  const value = start - sizeAt(links, place)
  const before = links[head - 1]
  if (begun) return { id, sentence: BEGUN }
  if (links.slice(head, place).some((link) => link.kept)) return { id, sentence: DECIDED_LATER }
  if (value < 0) return { id, sentence: TOO_EARLY }
  if (value > LAST_TIME) return { id, sentence: TOO_LATE }
  if (value < earliest) return { id, sentence: IN_PAST }
  if (before && value < start && before.end > value) return { id, sentence: RUNS_INTO }
  return { id, field: 'start', value }
}

/** Makes one row shorter or longer, so that the last before a fixed start ends there. */
export const stretch = (links: readonly Link[], anchor: string, changed: string): Way => {
  const place = links.findIndex((link) => link.id === anchor)
  const number = links.findIndex((link) => link.id === changed)
  const link = links[number]
  if (!link) return { id: changed, sentence: OVER }
  if (number >= place) return { id: changed, sentence: COMES_AFTER }
  if (number < decidedBy(links, place)) return { id: changed, sentence: DECIDED_LATER }
  const { id, fixedEnd } = link
  const size = sizeAt(links, place)
  const duration = link.duration - size
  if (duration < link.least) return { id, sentence: NO_SHORTER }
  if (duration > LONGEST) return { id, sentence: TOO_LONG }
  if (fixedEnd === null) return { id, field: 'duration', value: duration }
  const value = fixedEnd - size
  return value > LAST_TIME ? { id, sentence: TOO_LATE } : { id, field: 'end', value }
}

/** The longest of the rows that can help, the last of several. */
const longest = (links: readonly Link[]): Link | undefined =>
  links.reduce<Link | undefined>((one, other) => (one && one.duration > other.duration ? one : other), undefined)

/** The ways out before a fixed start; null where it meets the end of the row before. */
export const waysOut = (links: readonly Link[], anchor: string): WaysOut | null => {
  const place = links.findIndex((link) => link.id === anchor)
  const [link, before] = [links[place], links[place - 1]]
  if (!link || !before || before.end === link.start) return null
  const head = headOf(links, place)
  const first = links[head] ?? before
  const changed = longest(links.slice(decidedBy(links, place), place)) ?? before
  return {
    size: before.end - link.start,
    anchor: moveAnchor(link, before.end),
    first: moveFirst(links, place, head, first),
    between: stretch(links, anchor, changed.id),
  }
}
