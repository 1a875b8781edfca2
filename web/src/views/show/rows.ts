/**
 * The rows of the grid: segments in running order with their times, and under an opened one its cues.
 *
 * A row object stays the same while nothing in it changed, so that a component may compare rows by identity;
 * typing into one of five hundred rows then draws one row anew.
 */
import type { Schedule, ScheduleRow } from '../../model/schedule'
import type { Cue, Segment } from '../../model/schema'
import { CUE_COLUMNS } from './columns'
import type { GridRow } from './grid/selection'

export interface SegmentRowData {
  readonly kind: 'segment'
  readonly id: string
  /** 1 for the first. */
  readonly order: number
  readonly segment: Segment
  readonly times: ScheduleRow
  readonly cues: readonly Cue[]
  readonly open: boolean
}

/** What a typed time without a day is meant near: no start is meant before the end of the one before. */
export const nearOf = ({ start, overlap, end }: ScheduleRow): { readonly start: number; readonly end: number } => ({
  start: start + overlap,
  end,
})

export interface CueRowData {
  readonly kind: 'cue'
  readonly id: string
  readonly cue: Cue
  readonly segment: string
  readonly last: boolean
}

/** A row that is not there yet: writing into it adds a segment at the end, or a cue to a segment. */
export interface AddRowData {
  readonly kind: 'addSegment' | 'addCue'
  readonly id: string
  readonly segment: string | null
}

export type ShowRow = SegmentRowData | CueRowData | AddRowData

export const ADD_SEGMENT = 'add-segment'
export const addCueId = (segment: string): string => `add-cue-${segment}`

export interface RowSources {
  readonly segments: readonly Segment[]
  readonly schedule: Schedule
  readonly cuesOf: (segment: string) => readonly Cue[]
  readonly open: ReadonlySet<string>
}

const cueRows = (segment: string, cues: readonly Cue[]): ShowRow[] => [
  ...cues.map((cue, index): CueRowData => ({ kind: 'cue', id: cue.id, cue, segment, last: index === cues.length - 1 })),
  { kind: 'addCue', id: addCueId(segment), segment },
]

const build = ({ segments, schedule, cuesOf, open }: RowSources): ShowRow[] => {
  const rows = segments.flatMap((segment, index): ShowRow[] => {
    const times = schedule.rows[index]
    if (!times) return []
    const cues = cuesOf(segment.id)
    const isOpen = open.has(segment.id)
    const row: SegmentRowData = {
      kind: 'segment',
      id: segment.id,
      order: index + 1,
      segment,
      times,
      cues,
      open: isOpen,
    }
    return isOpen ? [row, ...cueRows(segment.id, cues)] : [row]
  })
  return [...rows, { kind: 'addSegment', id: ADD_SEGMENT, segment: null }]
}

const TIMES = ['start', 'end', 'duration', 'gap', 'overlap', 'backwards'] as const
const sameTimes = (a: ScheduleRow, b: ScheduleRow): boolean => TIMES.every((field) => a[field] === b[field])

const sameRow = (a: ShowRow, b: ShowRow): boolean => {
  if (a.kind === 'segment' && b.kind === 'segment')
    return (
      a.segment === b.segment &&
      a.cues === b.cues &&
      a.open === b.open &&
      a.order === b.order &&
      sameTimes(a.times, b.times)
    )
  if (a.kind === 'cue' && b.kind === 'cue') return a.cue === b.cue && a.segment === b.segment && a.last === b.last
  return a.kind === b.kind && a.segment === b.segment
}

/** A function that remembers the rows it gave last and gives the same objects again where nothing changed. */
export const rowBuilder = (): ((sources: RowSources) => readonly ShowRow[]) => {
  let last: readonly ShowRow[] = []
  return (sources) => {
    const known = new Map(last.map((row) => [row.id, row]))
    const next = build(sources).map((row) => {
      const before = known.get(row.id)
      return before && sameRow(before, row) ? before : row
    })
    const unchanged = next.length === last.length && next.every((row, index) => row === last[index])
    if (!unchanged) last = next
    return last
  }
}

const ADD_COLUMNS = { addSegment: ['name'], addCue: ['label'] } as const

/** The same rows as the grid's selection sees them. */
export const gridRows = (rows: readonly ShowRow[], columns: readonly string[]): readonly GridRow[] =>
  rows.map(({ id, kind }) => {
    if (kind === 'segment') return { id, columns, group: 'segment' }
    if (kind === 'cue') return { id, columns: CUE_COLUMNS, group: 'cue' }
    return { id, columns: ADD_COLUMNS[kind], group: kind }
  })
