/**
 * Private columns beside a show: which of them whoever asks may open, and for whom they are. Their words travel over
 * /sync, each column as a document of its own.
 */
import { call, documentPath, json } from '../api'

export interface CompanionEntry {
  readonly name: string
  /** What the column is called. */
  readonly title: string
  readonly deleted_at: number | null
  /** Roles that write in it, and roles that read it; owners do both, always. */
  readonly edits: readonly string[]
  readonly reads: readonly string[]
  /** What whoever asked may do with it. */
  readonly rights: readonly string[]
}

export type Audience = Pick<CompanionEntry, 'edits' | 'reads'>

const one = (body: unknown): CompanionEntry => (body as { companion: CompanionEntry }).companion

export const listCompanions = async (show: string): Promise<readonly CompanionEntry[]> =>
  ((await call(`${documentPath(show)}/companions`)) as { companions: CompanionEntry[] }).companions

export const makeCompanion = async (show: string, title: string, audience: Audience): Promise<CompanionEntry> =>
  one(await call(`${documentPath(show)}/companions`, json('POST', { title, ...audience })))

export const setAudience = async (name: string, audience: Audience): Promise<CompanionEntry> =>
  one(await call(`${documentPath(name)}/audience`, json('PUT', audience)))

export const looksAfter = ({ rights }: CompanionEntry): boolean => rights.includes('manage_documents')
