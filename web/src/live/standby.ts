/** Since when one of what stands by does so: a cue that was named, or else one of the segment that was. */
import type { Standby } from './frames.gen'

export const standingSince = ({ since = {}, at }: Pick<Standby, 'since' | 'at'>, { id, segment }: { readonly id: string; readonly segment?: string | null }): number =>
  since[id] ?? since[segment ?? ''] ?? at
