/**
 * The documents that this browser has heard of, for the times without a server: their contents are on the device
 * too as far as they were opened here.
 */
import type { DocumentEntry } from '../../api'
import { kept } from '../../sync/storage'

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

const known = kept('callboard:documents', (stored): readonly DocumentEntry[] =>
  Array.isArray(stored) ? stored.filter(isEntry) : [],
)

export const knownDocuments = known.get

export const rememberDocuments = (documents: readonly DocumentEntry[]): void => {
  known.set([...documents].sort((a, b) => b.updated_at - a.updated_at).slice(0, MOST))
}

/** Adds one, or gives a known one its new title: a show that was reached by its address alone. */
export const rememberDocument = (entry: DocumentEntry): void =>
  rememberDocuments([...knownDocuments().filter(({ name }) => name !== entry.name), entry])
