/**
 * Shows made and read over the REST paths, past every browser: what a test begins with, and what the server has.
 */
import type { Server } from './server'

export interface SegmentFile {
  readonly id: string
  readonly name: string
  readonly [field: string]: unknown
}

export interface CueFile {
  readonly id: string
  readonly segment: string
  readonly label: string
  readonly [field: string]: unknown
}

export interface Contents {
  readonly show?: Readonly<Record<string, unknown>>
  readonly segments?: readonly SegmentFile[]
  readonly cues?: readonly CueFile[]
}

export interface ShowFile {
  readonly meta: Readonly<Record<string, unknown>>
  readonly show: Readonly<Record<string, unknown>>
  readonly segments: readonly (SegmentFile & { readonly rank: string; readonly deleted_at: number | null })[]
  readonly cues: readonly (CueFile & { readonly rank: string; readonly deleted_at: number | null })[]
}

const MINUTE = 60_000
export const HOUR = 60 * MINUTE

/** Segments of five minutes each, one for every name; the first starts at nine. */
export const plan = (...names: readonly string[]): Contents => ({
  show: { planned_start: 9 * HOUR },
  segments: names.map((name, index) => ({ id: `segment-${index + 1}`, name, duration: 5 * MINUTE })),
})

const ask = async (server: Server, path: string, init: RequestInit = {}): Promise<unknown> => {
  const response = await fetch(`${server.address}/api${path}`, init)
  if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

const posted = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** Gives the document's name, "show/<uuid>". */
export const makeShow = async (server: Server, title: string, { show = {}, segments = [], cues = [] }: Contents = {}): Promise<string> => {
  const content = { meta: { kind: 'show', title }, show, segments, cues }
  const made = (await ask(server, '/documents', posted({ kind: 'show', title, content }))) as { document: { name: string }; problems: unknown[] }
  if (made.problems.length > 0) throw new Error(`this test makes a show that is not one: ${JSON.stringify(made.problems)}`)
  return made.document.name
}

export const makeSample = async (server: Server): Promise<string> => {
  const made = (await ask(server, '/documents', posted({ kind: 'show', sample: true }))) as { document: { name: string } }
  return made.document.name
}

/** The whole document as the server has it now. */
export const readShow = async (server: Server, documentName: string): Promise<ShowFile> =>
  ((await ask(server, `/documents/${documentName}`)) as { content: ShowFile }).content

/** The names of the living segments in running order, as the server has them. */
export const namesOnServer = async (server: Server, documentName: string): Promise<string[]> => {
  const { segments } = await readShow(server, documentName)
  return segments
    .filter(({ deleted_at }) => deleted_at === null)
    .toSorted((a, b) => (a.rank < b.rank || (a.rank === b.rank && a.id < b.id) ? -1 : 1))
    .map(({ name }) => name)
}

/** Begins the document's history anew: copies from before are of another history (R10). */
export const renewShow = async (server: Server, documentName: string): Promise<void> =>
  void (await ask(server, `/documents/${documentName}/renew`, { method: 'POST' }))

export const deleteShow = async (server: Server, documentName: string): Promise<void> =>
  void (await ask(server, `/documents/${documentName}`, { method: 'DELETE' }))

export const titlesOnServer = async (server: Server): Promise<string[]> =>
  ((await ask(server, '/documents')) as { documents: { title: string }[] }).documents.map(({ title }) => title)
