/**
 * A whole show as JSON, in the form in which the server gives and takes it (D5).
 *
 *   contentOf(show) → {meta, show, segments: […], cues: […]}     records in order, deleted ones included
 *   showOf(content) → Show                                       the way back, for what the server gave
 */
import type { Cue, Meta, Segment, Show, ShowInfo } from './schema'

export interface ShowContent {
  readonly meta: Meta
  readonly show: ShowInfo
  readonly segments: readonly Segment[]
  readonly cues: readonly Cue[]
}

interface Ranked {
  readonly id: string
  readonly rank: string
}

const byPlace = (a: Ranked, b: Ranked): number =>
  a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

export const contentOf = ({ meta, show, segments, cues }: Show): ShowContent => ({
  meta,
  show,
  segments: Object.values(segments).sort(byPlace),
  cues: Object.values(cues).sort(byPlace),
})

const byId = <T extends Ranked>(records: readonly T[]): Readonly<Record<string, T>> => {
  const found = Object.create(null) as Record<string, T>
  for (const record of records) found[record.id] = record
  return found
}

export const showOf = ({ meta, show, segments, cues }: ShowContent): Show => ({
  meta,
  show,
  segments: byId(segments),
  cues: byId(cues),
})
