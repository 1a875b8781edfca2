/**
 * What stands by, with something more, or something less: a caller holds several cues at once, and the segment after them.
 *
 *   withMore(standby, { cueIds: ['lx-2'] })      beside what stands by already; another segment takes the place of one
 *   without(standby, { segmentId: 'panel' })     null when nothing is left
 */
import type { Standby } from '../../../live/frames.gen'

/** A segment, or cues. */
export interface Named {
  readonly segmentId?: string
  readonly cueIds?: readonly string[]
}
type Stands = Pick<Standby, 'segmentId' | 'cueIds'>

const named = (segmentId: string | null | undefined, cueIds: readonly string[]): Named => ({ ...(segmentId == null ? {} : { segmentId }), cueIds })

export const withMore = (standby: Stands | null | undefined, { segmentId, cueIds = [] }: Named): Named =>
  named(segmentId ?? standby?.segmentId, [...new Set([...(standby?.cueIds ?? []), ...cueIds])])

export const without = (standby: Stands | null | undefined, { segmentId, cueIds = [] }: Named): Named | null => {
  const left = (standby?.cueIds ?? []).filter((id) => !cueIds.includes(id))
  const segment = standby?.segmentId === segmentId ? null : standby?.segmentId
  return segment == null && left.length === 0 ? null : named(segment, left)
}
