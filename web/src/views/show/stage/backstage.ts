/**
 * What whoever waits behind the stage wants to know: what comes, when it is expected, and who has to be ready.
 *
 *   comingRows(show, timing, look)     the next rows, with their cues by department
 */
import { type Cue, type Show, cuesOf, segmentOf } from '../../../model/show'
import type { TimedRow } from '../../../model/timing'
import { DEPARTMENT_NAMES, type DepartmentName } from '../../../ui/Department'
import type { TimingNow } from '../calling/useTiming'
import { nameOf } from '../words'
import type { BackstageLook } from './screenAddress'

export interface Ready {
  readonly department: DepartmentName
  /** What they do, in the words of their cues, the first ones. */
  readonly cues: readonly string[]
  /** Of how many cues more nothing is said. */
  readonly more: number
}

export interface ComingRow {
  readonly id: string
  readonly name: string
  /** Unix ms: as expected now, and as planned. */
  readonly at: number | null
  readonly planned: number
  readonly lasts: number
  readonly standsBy: boolean
  readonly ready: readonly Ready[]
}

/** From a minute on an expected time differs from the planned one, to people. */
const APART = 60_000
const MOST_CUES = 2

const saysOf = ({ number, label }: Cue): string => [number, label].filter((part) => part.trim() !== '').join(' ')

export const readyOf = (cues: readonly Cue[], wanted: readonly DepartmentName[]): readonly Ready[] =>
  DEPARTMENT_NAMES.filter((department) => wanted.length === 0 || wanted.includes(department)).flatMap((department) => {
    const own = cues.filter((cue) => cue.department === department)
    if (own.length === 0) return []
    return [{ department, cues: own.slice(0, MOST_CUES).map(saysOf), more: Math.max(0, own.length - MOST_CUES) }]
  })

const coming = (show: Show, row: TimedRow, { state }: TimingNow, { departments }: BackstageLook): ComingRow => {
  const segment = segmentOf(show, row.id)
  const cues = cuesOf(show, row.id)
  const { standby } = state ?? {}
  return {
    id: row.id,
    name: nameOf(segment?.name ?? ''),
    at: state?.firstStartedAt == null ? row.planned.start : row.expected.start,
    planned: row.planned.start,
    lasts: row.planned.end - row.planned.start,
    standsBy: standby?.segmentId === row.id || cues.some(({ id }) => standby?.cueIds?.includes(id)),
    ready: readyOf(cues, departments),
  }
}

export const comingRows = (show: Show, timed: TimingNow, look: BackstageLook): readonly ComingRow[] =>
  timed.rows
    .filter(({ status }) => status === 'pending')
    .slice(0, look.rows)
    .map((row) => coming(show, row, timed, look))

/** Whether a row is expected at another time than planned, as people count. */
export const isMoved = ({ at, planned }: ComingRow): boolean => at !== null && Math.abs(at - planned) >= APART
