/**
 * Where the plan does not fit together, and what could be done about it.
 *
 * A fixed start that comes too early overlaps the segment before; one that comes late leaves a gap. Each has three
 * ways out, offered with the times that would result. A fix is a list of edits as data; nothing happens here.
 */
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

export interface Neighbours {
  readonly segment: Segment
  readonly times: ScheduleRow
  readonly before: Segment | null
  readonly timesBefore: ScheduleRow | null
}

const endBefore = ({ timesBefore }: Neighbours): number => timesBefore?.end ?? 0

const follow = (here: Neighbours): Fix => ({
  label: `Let it follow, starting at ${formatTime(endBefore(here))}`,
  done: `${quoted(here.segment.name)} follows the one before`,
  edits: [{ set: here.segment.id, values: { start: null } }],
})

/** The one before lasts until this one starts; a fixed end moves, a duration changes. */
const fitBefore = ({ times, before, timesBefore }: Neighbours): Fix[] => {
  if (!before || !timesBefore) return []
  const duration = times.start - timesBefore.start
  if (duration < 0) return []
  const verb = duration < timesBefore.duration ? 'Shorten' : 'Lengthen'
  const values = before.end === null ? { duration } : { end: times.start }
  const label = `${verb} ${quoted(before.name)} to ${sayDuration(duration)}`
  return [{ label, done: `${quoted(before.name)} lasts ${sayDuration(duration)}`, edits: [{ set: before.id, values }] }]
}

const moveStart = (here: Neighbours): Fix => ({
  label: `Move its fixed start to ${formatTime(endBefore(here))}`,
  done: `${quoted(here.segment.name)} starts at ${formatTime(endBefore(here))}`,
  edits: [{ set: here.segment.id, values: { start: endBefore(here) } }],
})

const fillGap = ({ segment, times }: Neighbours): Fix => ({
  label: `Fill it with a break of ${sayDuration(times.gap)}`,
  done: `Break added before ${quoted(segment.name)}`,
  edits: [{ insertBefore: segment.id, values: { name: 'Break', type: 'break', duration: times.gap } }],
})

const keepDuration = ({ segment, times }: Neighbours): Fix => {
  const end = formatTime(times.start + segment.duration)
  return {
    label: `End after its duration, at ${end}`,
    done: `${quoted(segment.name)} ends at ${end}`,
    edits: [{ set: segment.id, values: { end: null } }],
  }
}

const nextDay = ({ segment, times }: Neighbours): Fix[] => {
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

const FIXES: Readonly<Record<TimingKind, (here: Neighbours) => readonly Fix[]>> = {
  overlap: (here) => [follow(here), ...fitBefore(here), moveStart(here)],
  gap: (here) => [follow(here), ...fitBefore(here), fillGap(here)],
  backwards: (here) => [keepDuration(here), ...nextDay(here)],
}

export const fixesFor = (kind: TimingKind, here: Neighbours): readonly Fix[] => FIXES[kind](here)
