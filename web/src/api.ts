/**
 * The server's REST paths, one function for each. Documents themselves travel over /sync, never here.
 *
 * Every failure is an ApiError whose message is a sentence for a person: the server's own, or, when the server
 * could not be reached, ours with the code "unreachable".
 */
export interface DocumentEntry {
  readonly name: string
  readonly kind: string
  readonly title: string
  readonly created_at: number
  readonly updated_at: number
  readonly deleted_at: number | null
  /** What whoever asked may do with it; missing where an older list was remembered. */
  readonly rights?: readonly string[]
  /** The workspace that it is in, for whoever is in that; "" for others. */
  readonly workspace?: string
}

/** What has ended with a document's move to another workspace. */
export interface Moved {
  readonly links_ended: number
  readonly roles_ended: number
}

export interface ServerFacts {
  readonly version: string
  /** True when whoever reaches the server may edit. */
  readonly open: boolean
  /** The address it listens on. */
  readonly host: string
}

/** Who asks: what they call themselves, for the history. */
export interface By {
  readonly id: string
  readonly name: string
  readonly colour: string
}

/** A whole document as JSON; the server checks it. */
export type Content = Readonly<Record<string, unknown>>

export interface TableColumn {
  readonly index: number
  readonly header: string
  /** The field it was understood as, or null when it is left out. */
  readonly field: string | null
  /** Why, in a few words. */
  readonly reason: string
}

export interface TableProblem {
  readonly row: number
  readonly column: number | null
  readonly message: string
}

export interface TableRow {
  /** As counted in the file, from 1. */
  readonly row: number
  /** By field; times and durations in milliseconds. */
  readonly values: Readonly<Record<string, unknown>>
  readonly cues?: readonly { readonly department: string; readonly number?: string; readonly label: string }[]
}

export interface TablePreview {
  readonly columns: readonly TableColumn[]
  readonly rows: readonly TableRow[]
  readonly problems: readonly TableProblem[]
  readonly fields: readonly { readonly field: string; readonly title: string }[]
  readonly content: Content
}

export interface Imported {
  /** What the import changed, as paths. */
  readonly changed: readonly string[]
  readonly problems: readonly { readonly path: string; readonly message: string }[]
}

/** Which field each column is, by index, where a person corrected it; null leaves the column out. */
export type ColumnChoices = Readonly<Record<number, string | null>>

export type ExportFormat = 'json' | 'csv' | 'xlsx'

export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly code: string
  /** The HTTP status; 0 when there was no answer. */
  readonly status: number

  constructor(message: string, code: string, status: number) {
    super(message)
    this.code = code
    this.status = status
  }
}

export const isUnreachable = (error: unknown): boolean => error instanceof ApiError && error.code === 'unreachable'

/** What to tell a person about anything that was thrown. */
export const sentenceOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : 'Something unexpected happened. Nothing was changed.'

const PATIENCE_MS = 15_000
export const LONG_PATIENCE_MS = 120_000

const unreachable = () => new ApiError('The server cannot be reached at the moment.', 'unreachable', 0)

// 502 … 504 come from something in front of a server that is not there.
const NOBODY_HOME = [502, 503, 504]

const refusal = async (response: Response): Promise<ApiError> => {
  const body = (await response.json().catch(() => null)) as { error?: { code?: string; message?: string } } | null
  const { code, message } = body?.error ?? {}
  if (message === undefined && NOBODY_HOME.includes(response.status)) return unreachable()
  return new ApiError(message ?? `The server answered with status ${response.status}.`, code ?? 'http', response.status)
}

export const call = async (path: string, init: RequestInit = {}, patience = PATIENCE_MS): Promise<unknown> => {
  const response = await fetch(`/api${path}`, { ...init, signal: AbortSignal.timeout(patience) }).catch(() => {
    throw unreachable()
  })
  if (!response.ok) throw await refusal(response)
  if (response.status === 204) return null
  return response.json().catch(() => {
    throw new ApiError('The server’s answer could not be read.', 'unreadable', response.status)
  })
}

export const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

// The slash of "show/<uuid>" is part of the path; anything else in a name is not.
export const documentPath = (name: string): string => `/documents/${name.split('/').map(encodeURIComponent).join('/')}`

const oneDocument = (body: unknown): DocumentEntry => (body as { document: DocumentEntry }).document

export const readServer = async (): Promise<ServerFacts> => (await call('/server')) as ServerFacts

export const listDocuments = async (): Promise<readonly DocumentEntry[]> =>
  ((await call('/documents')) as { documents: DocumentEntry[] }).documents

/** What a new show begins with, and where it goes: a workspace is named where one can make shows in several. */
export interface NewShow {
  readonly title: string
  readonly sample?: boolean
  readonly content?: Content
  readonly workspace?: string
}

export const createShow = async (show: NewShow & { readonly by?: By }): Promise<DocumentEntry> =>
  oneDocument(await call('/documents', json('POST', { kind: 'show', ...show }), LONG_PATIENCE_MS))

/** A document and what is in it; a free one has its bytes in the place of contents. */
export const readDocument = async (name: string): Promise<{ document: DocumentEntry; content?: Content }> =>
  (await call(documentPath(name))) as { document: DocumentEntry; content?: Content }

export const renameDocument = async (name: string, title: string, by?: By): Promise<void> =>
  void (await call(documentPath(name), json('PATCH', { title, by })))

export const deleteDocument = async (name: string): Promise<void> =>
  void (await call(documentPath(name), { method: 'DELETE' }))

export const restoreDocument = async (name: string): Promise<void> =>
  void (await call(`${documentPath(name)}/restore`, { method: 'POST' }))

export const moveDocument = async (name: string, workspace: string): Promise<Moved> =>
  (await call(`${documentPath(name)}/move`, json('POST', { workspace }))) as Moved

/** Adds a file's contents to a document that exists, record by record; doing it again changes nothing. */
export const importInto = async (name: string, content: Content, by?: By): Promise<Imported> =>
  (await call(`${documentPath(name)}/import`, json('POST', { content, by }), LONG_PATIENCE_MS)) as Imported

/** Where a file of the document can be downloaded. */
export const exportPath = (name: string, format: ExportFormat): string =>
  `/api${documentPath(name)}/export?format=${format}`

/** How the server understands a CSV or XLSX file; nothing is created. */
export const previewTable = async (file: File, choices: ColumnChoices = {}): Promise<TablePreview> => {
  const query = new URLSearchParams({ filename: file.name })
  if (Object.keys(choices).length > 0) query.set('columns', JSON.stringify(choices))
  const upload = { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file }
  return (await call(`/tables/preview?${query}`, upload, LONG_PATIENCE_MS)) as TablePreview
}
