/**
 * What happened in a document, as the server tells it: its steps, named versions, comparisons, bringing back, and
 * conflicts: what two people wrote without knowing of each other.
 *
 * A moment is named by "now", by the number of an entry of the document's log, or by "version:<id>".
 */
import { type By, call, documentPath, json, LONG_PATIENCE_MS } from '../api'

export interface Author {
  readonly kind: 'person' | 'server' | 'unknown'
  readonly id: string
  /** What they call themselves; nobody has verified it. */
  readonly name: string
  readonly colour: string
}

export interface Change {
  readonly action: 'added' | 'removed' | 'deleted' | 'restored' | 'moved' | 'changed'
  /** "segments/<id>/start" */
  readonly path: string
  /** "Segment ‘Doors’"; "" for what holds for the whole show. */
  readonly label: string
  readonly what: string
  readonly sentence: string
  readonly said_before: string
  readonly said_after: string
}

/** What one of the two did. */
export interface ConflictSide {
  /** The value in words; for a whole record its fields, or the names of those that were changed. */
  readonly said: string
  readonly by: Author
  readonly at: number
  readonly seq: number
}

export interface Conflict {
  readonly id: string
  /** Both set the same field; both made a record under one id; one deleted what the other was changing. */
  readonly sort: 'value' | 'twice' | 'deleted'
  /** "segments/<id>/start" */
  readonly path: string
  readonly label: string
  readonly what: string
  readonly sentence: string
  readonly settled: boolean
  readonly stands: ConflictSide
  /** What is not in the document, or not in sight. */
  readonly other: ConflictSide
}

export type Keep = 'stands' | 'other'

export interface Conflicts {
  readonly amount: number
  /** The newest first; of very many the server tells the newest only. */
  readonly conflicts: readonly Conflict[]
}

export interface Step {
  /** The document before the step is the moment `first - 1`, after it `last`. */
  readonly first: number
  readonly last: number
  readonly began_at: number
  readonly ended_at: number
  readonly author: Author
  /** Who brought it here, when that was somebody else. */
  readonly brought_by: Author | null
  readonly amount: number
  readonly changes: readonly Change[]
  /** Where this step met another that it had not seen. */
  readonly conflicts: readonly Conflict[]
}

export interface History {
  /** The latest first. */
  readonly steps: readonly Step[]
  /** What to ask for older steps with; null when there are none. */
  readonly before: number | null
  readonly oldest: { readonly seq: number; readonly at: number }
  /** The moment that is now. */
  readonly last: number
}

export interface Version {
  readonly id: string
  readonly moment: string
  readonly title: string
  readonly at: number
  readonly named_at: number
  readonly by: Author
}

export interface Comparison {
  readonly amount: number
  readonly changes: readonly Change[]
}

const asked = (values: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return new URLSearchParams(given).toString()
}

const versionsPath = (name: string): string => `${documentPath(name)}/versions`

export const readHistory = async (name: string, page: { before?: number; most?: number } = {}): Promise<History> =>
  (await call(`${documentPath(name)}/history?${asked(page)}`, {}, LONG_PATIENCE_MS)) as History

export const compareMoments = async (name: string, from: string, to: string, path = ''): Promise<Comparison> =>
  (await call(`${documentPath(name)}/compare?${asked({ from, to, path })}`, {}, LONG_PATIENCE_MS)) as Comparison

export const bringBack = async (name: string, moment: string, path: string, by: By): Promise<Comparison> =>
  (await call(`${documentPath(name)}/history/restore`, json('POST', { moment, path, by }), LONG_PATIENCE_MS)) as Comparison

export const listVersions = async (name: string): Promise<readonly Version[]> =>
  ((await call(versionsPath(name))) as { versions: Version[] }).versions

export const nameVersion = async (name: string, title: string, moment: string, by: By): Promise<void> =>
  void (await call(versionsPath(name), json('POST', { title, moment, by }), LONG_PATIENCE_MS))

export const renameVersion = async (name: string, id: string, title: string): Promise<void> =>
  void (await call(`${versionsPath(name)}/${id}`, json('PATCH', { title })))

export const deleteVersion = async (name: string, id: string): Promise<void> =>
  void (await call(`${versionsPath(name)}/${id}`, { method: 'DELETE' }))

const conflictsPath = (name: string): string => `${documentPath(name)}/conflicts`

/** What somebody still has to look at. */
export const listConflicts = async (name: string): Promise<Conflicts> =>
  (await call(conflictsPath(name), {}, LONG_PATIENCE_MS)) as Conflicts

export const decideConflict = async (name: string, id: string, keep: Keep, by: By): Promise<void> =>
  void (await call(`${conflictsPath(name)}/${encodeURIComponent(id)}`, json('POST', { keep, by }), LONG_PATIENCE_MS))
