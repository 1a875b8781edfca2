/**
 * The documents that this browser has heard of, for the times without a server: their contents are on the device
 * too as far as they were opened here.
 */
import type { DocumentEntry } from '../../api'
import { keptOwn } from '../../sync/keeper'
import { unsavedChanges } from '../../sync/unsaved'

/** Enough for everybody; a list that grows for ever would fill the browser's storage. */
const MOST = 300

const isEntry = (value: unknown): value is DocumentEntry => {
  const entry = value as Partial<DocumentEntry> | null
  return (
    typeof entry === 'object' &&
    entry !== null &&
    typeof entry.name === 'string' &&
    typeof entry.title === 'string' &&
    typeof entry.updated_at === 'number'
  )
}

const known = keptOwn('callboard:documents', (stored): readonly DocumentEntry[] =>
  Array.isArray(stored) ? stored.filter(isEntry) : [],
)

export const knownDocuments = known.get

/** Those of a list, and those with changes that no server has: they are here and perhaps nowhere else. */
const withUnsaved = (documents: readonly DocumentEntry[]): readonly DocumentEntry[] => {
  const unsaved = unsavedChanges()
  const listed = new Set(documents.map(({ name }) => name))
  return [...documents, ...knownDocuments().filter(({ name }) => unsaved.has(name) && !listed.has(name))]
}

/** Replaces the list, and gives what is remembered now: shows with unsaved changes stay. */
export const rememberDocuments = (documents: readonly DocumentEntry[]): readonly DocumentEntry[] => {
  const unsaved = unsavedChanges()
  const first = ({ name }: DocumentEntry): number => (unsaved.has(name) ? 1 : 0)
  const sorted = [...withUnsaved(documents)].sort((a, b) => first(b) - first(a) || b.updated_at - a.updated_at)
  known.set(sorted.slice(0, MOST))
  return known.get()
}

/** Adds one, or gives a known one its new title: a show that was reached by its address alone. */
export const rememberDocument = (entry: DocumentEntry): void =>
  void rememberDocuments([...knownDocuments().filter(({ name }) => name !== entry.name), entry])
