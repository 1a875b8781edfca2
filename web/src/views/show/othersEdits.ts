/**
 * What others did, in sentences: read from one change of the document, told politely and in one breath.
 */
import type { Show } from '../../model/schema'
import { count, quoted } from './words'

type Live = { readonly deleted_at: number | null }

interface Changes {
  readonly added: readonly string[]
  readonly deleted: readonly string[]
  readonly changed: readonly string[]
}

const compare = <T extends Live>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>): Changes => {
  const added: string[] = []
  const deleted: string[] = []
  const changed: string[] = []
  for (const [id, record] of Object.entries(after)) {
    const old = before[id]
    if (old === record) continue
    const [was, is] = [old !== undefined && old.deleted_at === null, record.deleted_at === null]
    if (!was && is) added.push(id)
    else if (was && !is) deleted.push(id)
    else if (is) changed.push(id)
  }
  return { added, deleted, changed }
}

const said = (ids: readonly string[], nameOf: (id: string) => string, noun: string, verb: string): string[] => {
  const [only] = ids
  if (only === undefined) return []
  return [ids.length === 1 ? `${quoted(nameOf(only))} ${verb}` : `${count(ids.length, noun)} ${verb}`]
}

/** E.g. ["“Doors” changed", "2 segments added"]; nothing when nothing that is shown differs. */
export const sentencesBetween = (before: Show, after: Show): readonly string[] => {
  const segments = compare(before.segments, after.segments)
  const cues = compare(before.cues, after.cues)
  const segmentName = (id: string): string => after.segments[id]?.name ?? ''
  const cueName = (id: string): string => after.cues[id]?.label ?? ''
  return [
    ...said(segments.added, segmentName, 'segment', 'added'),
    ...said(segments.deleted, segmentName, 'segment', 'deleted'),
    ...said(segments.changed, segmentName, 'segment', 'changed'),
    ...said(cues.added, cueName, 'cue', 'added'),
    ...said(cues.deleted, cueName, 'cue', 'deleted'),
    ...said(cues.changed, cueName, 'cue', 'changed'),
    ...(before.meta.title === after.meta.title ? [] : [`The show is now called ${quoted(after.meta.title)}`]),
  ]
}
