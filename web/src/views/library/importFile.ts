/**
 * A file that a person wants to import: a table (CSV, TSV, XLSX), which the server reads and explains, or a whole
 * document (JSON) that was exported here or elsewhere.
 */
import { ApiError, type ColumnChoices, type Content, previewTable, type TablePreview } from '../../api'

export type Reading =
  | { readonly kind: 'table'; readonly title: string; readonly content: Content; readonly preview: TablePreview }
  | { readonly kind: 'document'; readonly title: string; readonly content: Content }

export const ACCEPTED = ['.csv', '.tsv', '.xlsx', '.json']

const endOf = (fileName: string): string => /\.[^.]+$/.exec(fileName.toLowerCase())?.[0] ?? ''

/** "spring_gala-2026.csv" is probably called "spring gala 2026". */
export const titleFromFileName = (fileName: string): string =>
  fileName.replace(/\.[^.]+$/, '').replace(/[_\-\s]+/g, ' ').trim().slice(0, 200)

const wrong = (message: string): ApiError => new ApiError(message, 'wrong_file', 0)

/** What the file holds. Throws an ApiError whose sentence says what is wrong with it. */
export const readFile = async (file: File, choices: ColumnChoices = {}): Promise<Reading> => {
  const end = endOf(file.name)
  if (!ACCEPTED.includes(end)) throw wrong(`“${file.name}” is not a table (CSV, TSV, XLSX) or an exported show (JSON).`)
  if (file.size === 0) throw wrong(`“${file.name}” is empty.`)
  return end === '.json' ? readDocument(file) : readTable(file, choices)
}

const readTable = async (file: File, choices: ColumnChoices): Promise<Reading> => {
  const preview = await previewTable(file, choices)
  return { kind: 'table', title: titleIn(preview.content) || titleFromFileName(file.name), content: preview.content, preview }
}

const readDocument = async (file: File): Promise<Reading> => {
  const content = parsed(await file.text())
  if (!isRecord(content) || !isRecord(content['meta']) || content['meta']['kind'] !== 'show') {
    throw wrong(`“${file.name}” is JSON, but not an exported show.`)
  }
  return { kind: 'document', title: titleIn(content) || titleFromFileName(file.name), content }
}

const titleIn = ({ meta }: Content): string => (isRecord(meta) && typeof meta['title'] === 'string' ? meta['title'].trim() : '')

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw wrong('This JSON file is damaged or not complete.')
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** How many living records of a kind the content has: "segments", "cues". */
export const countOf = (content: Content, records: string): number => {
  const list = content[records]
  return Array.isArray(list) ? list.filter((record) => isRecord(record) && record['deleted_at'] == null).length : 0
}

/** "1 segment", "42 segments". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Fields that may be spread over several columns; they are joined. */
const SHARED = ['notes']

/**
 * The choices after a person gave a column another field. A field belongs to one column, so the column that had it
 * before is left out; only notes can have several.
 */
export const choose = (
  columns: TablePreview['columns'],
  choices: ColumnChoices,
  chosen: { index: number; field: string | null },
): ColumnChoices => {
  const robbed = columns.filter((column) => column.field === chosen.field && column.index !== chosen.index)
  const next: Record<number, string | null> = { ...choices, [chosen.index]: chosen.field }
  if (chosen.field !== null && !SHARED.includes(chosen.field)) for (const column of robbed) next[column.index] = null
  return next
}
