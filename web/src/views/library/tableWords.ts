/** How what was found in a table is written in its preview. */
import type { TablePreview, TableRow } from '../../api'
import { formatTime, sayDuration } from '../../model/times'
import { COLOUR_WORDS, COUNT_WORDS, STATUS_WORDS, typeWord } from '../../model/words'
import { exactly } from './when'

/** "the name of a segment" stands in a sentence; alone in a list it is "Name". */
export const fieldTitle = (title: string): string => {
  const bare = title.replace(/^the /, '').replace(/ of a segment$/, '')
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}

const WRITTEN: Readonly<Record<string, (value: number) => string>> = {
  start: formatTime,
  planned_start: formatTime,
  end: formatTime,
  duration: sayDuration,
  updated_at: exactly,
}

const wordIn = (words: Readonly<Record<string, string>>) => (value: string) => words[value] ?? value

/** What is stored in one word is written as the run of show writes it. */
const SAID: Readonly<Record<string, (value: string) => string>> = {
  status: wordIn(STATUS_WORDS),
  colour: wordIn(COLOUR_WORDS),
  count: wordIn(COUNT_WORDS),
  type: typeWord,
}

export const written = (field: string, value: unknown): string => {
  if (value === null || value === undefined) return ''
  const write = WRITTEN[field]
  if (write !== undefined && typeof value === 'number') return write(value)
  const say = SAID[field]
  if (say !== undefined && typeof value === 'string') return say(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const isOfCue = (field: string): boolean => field.startsWith('cue_') || field.startsWith('cue:')

/** Fields that every segment has a value for, whether its row says it or not. */
const ALWAYS: ReadonlySet<string> = new Set(['start', 'end'])

/** The fields of a segment that columns were understood as and rows have values for, in the order of the columns. */
export const shownFields = ({ columns, fields, rows }: Pick<TablePreview, 'columns' | 'fields' | 'rows'>): TablePreview['fields'] => {
  const chosen = new Set(columns.map(({ field }) => field).filter((field) => field !== null && !isOfCue(field)))
  const isFilled = (field: string) => ALWAYS.has(field) || rows.some(({ values }) => written(field, values[field]) !== '')
  return [...chosen].flatMap((field) => fields.filter((known) => known.field === field && isFilled(known.field)))
}

export const hasCues = (rows: readonly TableRow[]): boolean => rows.some(({ cues }) => (cues?.length ?? 0) > 0)
