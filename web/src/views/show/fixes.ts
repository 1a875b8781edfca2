/**
 * Where the plan does not fit together, and what could be done about it.
 *
 * A fixed start that comes too early overlaps the segment before; one that comes late leaves a gap. Each has its ways
 * out (model/fixes.ts), offered with the times that would result, or with the reason why they lead nowhere. A fix is a
 * list of edits as data; nothing happens here.
 */
import { type Way, type WaysOut, leadsOut, plannedLinks, waysOut } from '../../model/fixes'
import type { ScheduleRow } from '../../model/schedule'
import type { Segment, Values } from '../../model/schema'
import { DAY, LAST_TIME } from '../../model/schema.gen'
import { formatTime, sayDuration } from '../../model/times'
import { quoted } from './words'

export type FixEdit =
  | { readonly set: string; readonly values: Values<'segments'> }
  | { readonly insertBefore: string; readonly values: Values<'segments'> }

export interface Fix {
  readonly label: string
  /** What is said when it has been done. */
  readonly done: string
  readonly edits: readonly FixEdit[]
  /** Why it cannot be done. */
  readonly problem?: string
}

export type TimingKind = 'gap' | 'overlap' | 'backwards'

export interface Timing {
  readonly kind: TimingKind
  readonly size: number
  readonly sentence: string
}

export const timingOf = (row: ScheduleRow, segment: Segment): Timing | null => {
  if (row.backwards) {
    const size = row.start - (segment.end ?? row.start)
    return { kind: 'backwards', size, sentence: `Ends ${sayDuration(size)} before it starts` }
  }
  if (row.overlap > 0)
    return { kind: 'overlap', size: row.overlap, sentence: `Overlaps by ${sayDuration(row.overlap)}` }
  if (row.gap > 0) return { kind: 'gap', size: row.gap, sentence: `Gap of ${sayDuration(row.gap)}` }
  return null
}

/** A row, and the whole plan that it is in. */
export interface Spot {
  readonly segment: Segment
  readonly times: ScheduleRow
  readonly segments: readonly Segment[]
  readonly rows: readonly ScheduleRow[]
}

const endBefore = ({ times }: Spot): number => times.start - times.gap + times.overlap

const follow = (here: Spot): Fix => ({
  label: `Let it follow, starting at ${formatTime(endBefore(here))}`,
  done: `${quoted(here.segment.name)} follows the one before`,
  edits: [{ set: here.segment.id, values: { start: null } }],
})

const nameIn = ({ segments }: Spot, id: string): string =>
  quoted(segments.find((segment) => segment.id === id)?.name ?? '')

/** A way that leads nowhere is shown with the reason. */
export const asFix = (way: Way, verb: string, said: { readonly to: string; readonly done: string }): Fix =>
  leadsOut(way)
    ? { label: `${verb} ${said.to}`, done: said.done, edits: [{ set: way.id, values: { [way.field]: way.value } }] }
    : { label: verb, done: '', edits: [], problem: way.sentence }

const moveStart = (here: Spot, { anchor }: WaysOut): Fix => {
  const at = formatTime(endBefore(here))
  return asFix(anchor, 'Move its fixed start', { to: `to ${at}`, done: `${quoted(here.segment.name)} starts at ${at}` })
}

const moveFirst = (here: Spot, { first, size }: WaysOut): Fix => {
  const name = nameIn(here, first.id)
  const at = leadsOut(first) ? formatTime(first.value) : ''
  const verb = leadsOut(first) ? `Start ${name}` : `Start ${name} ${size > 0 ? 'earlier' : 'later'}`
  return asFix(first, verb, { to: `at ${at}`, done: `${name} starts at ${at}` })
}

/** The longest of the rows before lasts until this one can start; a fixed end moves, a duration changes. */
const fitBetween = (here: Spot, { between, size }: WaysOut): Fix => {
  const name = nameIn(here, between.id)
  const lasts = (here.rows.find((row) => row.id === between.id)?.duration ?? 0) - size
  const verb = `${size > 0 ? 'Shorten' : 'Lengthen'} ${name}`
  const length = lasts < 0 ? '' : sayDuration(lasts)
  return asFix(between, verb, { to: `to ${length}`, done: `${name} lasts ${length}` })
}

const fillGap = ({ segment, times }: Spot): Fix => ({
  label: `Fill it with a break of ${sayDuration(times.gap)}`,
  done: `Break added before ${quoted(segment.name)}`,
  edits: [{ insertBefore: segment.id, values: { name: 'Break', type: 'break', duration: times.gap } }],
})

const keepDuration = ({ segment, times }: Spot): Fix => {
  const end = formatTime(times.start + segment.duration)
  return {
    label: `End after its duration, at ${end}`,
    done: `${quoted(segment.name)} ends at ${end}`,
    edits: [{ set: segment.id, values: { end: null } }],
  }
}

const nextDay = ({ segment, times }: Spot): Fix[] => {
  const fixed = segment.end ?? 0
  const end = fixed + DAY * Math.ceil((times.start - fixed) / DAY)
  if (end > LAST_TIME) return []
  const label = `End on the next day, at ${formatTime(end)}`
  return [
    {
      label,
      done: `${quoted(segment.name)} ends at ${formatTime(end)}`,
      edits: [{ set: segment.id, values: { end } }],
    },
  ]
}

const waysAt = ({ segment, segments, rows }: Spot): WaysOut | null => waysOut(plannedLinks(segments, rows), segment.id)

const FIXES: Readonly<Record<TimingKind, (here: Spot, ways: WaysOut | null) => readonly Fix[]>> = {
  overlap: (here, ways) =>
    ways ? [follow(here), fitBetween(here, ways), moveStart(here, ways), moveFirst(here, ways)] : [follow(here)],
  gap: (here, ways) =>
    ways ? [follow(here), fitBetween(here, ways), fillGap(here), moveFirst(here, ways)] : [follow(here), fillGap(here)],
  backwards: (here) => [keepDuration(here), ...nextDay(here)],
}

export const fixesFor = (kind: TimingKind, here: Spot): readonly Fix[] => FIXES[kind](here, waysAt(here))
