/**
 * Reading never fails (D2): whatever is stored, a field gives a value that its declaration allows.
 *
 *   readField(field, stored)           one plain value: default for what is unusable, nearest bound for a number
 *   readFields(fields, map, known?)    a frozen record of all declared fields
 *
 * The rules are those of docs_model, shape by shape; the table below has one line for each of them.
 */
import * as Y from 'yjs'
import { isRank } from './order'
import type { Field, Fields } from './schema'
import { ID_PATTERN, LAST_RANK, ZONE_PATTERN } from './schema.gen'

const LINE_BREAK = /\r\n|[\n\r\v\f\x85\u2028\u2029]/g
const ID = new RegExp(ID_PATTERN)
const ZONE = new RegExp(ZONE_PATTERN)
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/

export const oneLine = (text: string): string => text.replace(LINE_BREAK, ' ')

/** Limits of text count code points, as Python does. */
export const cut = (text: string, limit: number): string =>
  text.length <= limit ? text : Array.from(text).slice(0, limit).join('')

export const isDate = (text: string): boolean => {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number)
  if (year === undefined || month === undefined || day === undefined || year < 1) return false
  const date = new Date(`${text}T00:00:00Z`)
  return date.getUTCMonth() + 1 === month && date.getUTCDate() === day
}

/** Text in any of its forms: a live text reads as its string. */
const wordsIn = (stored: unknown): string | null =>
  typeof stored === 'string' ? stored : stored instanceof Y.Text && !(stored instanceof Y.XmlText) ? stored.toString() : null

const number = (field: Field, stored: unknown): unknown => {
  const value = typeof stored === 'bigint' ? Number(stored) : stored
  if (field.nullable === true && value === null) return null
  if (typeof value !== 'number' || Number.isNaN(value)) return field.default
  const { least = -Infinity, most = Infinity } = field
  return Math.min(most, Math.max(least, Math.floor(Math.min(most, Math.max(least, value)) + 0.5)))
}

const line = (field: Field, stored: unknown): unknown => {
  const words = wordsIn(stored)
  return words === null ? field.default : cut(oneLine(words), field.limit ?? Infinity)
}

const prose = (field: Field, stored: unknown): unknown => {
  const words = wordsIn(stored) ?? ''
  return cut(field.lines === 'many' ? words : oneLine(words), field.limit ?? Infinity)
}

const choice = (field: Field, stored: unknown): unknown => {
  const words = wordsIn(stored)
  return words !== null && field.values?.includes(words) ? words : field.default
}

const plainOr =
  (allowed: (text: string) => boolean, otherwise: (field: Field) => unknown) =>
  (field: Field, stored: unknown): unknown =>
    typeof stored === 'string' && allowed(stored) ? stored : otherwise(field)

const date = (_field: Field, stored: unknown): unknown => {
  const words = wordsIn(stored)
  return words !== null && isDate(words) ? words : null
}

const READERS: Readonly<Record<string, (field: Field, stored: unknown) => unknown>> = {
  integer: number,
  time: number,
  duration: number,
  instant: number,
  flag: (field, stored) => (typeof stored === 'boolean' ? stored : field.default),
  text: line,
  open_choice: line,
  prose,
  rich_text: prose,
  choice,
  fixed: (field) => field.default,
  date,
  time_zone: plainOr((text) => ZONE.test(text), (field) => field.default),
  reference: plainOr((text) => ID.test(text), () => ''),
  rank: plainOr(isRank, () => LAST_RANK),
}

const readerOf = ({ shape }: Field): ((field: Field, stored: unknown) => unknown) => {
  const read = READERS[shape]
  if (read === undefined) throw new RangeError(`no rule to read the shape ${shape}`)
  return read
}

export const readField = (field: Field, stored: unknown): unknown => readerOf(field)(field, stored)

type Compiled = readonly (readonly [name: string, field: Field, read: (field: Field, stored: unknown) => unknown])[]
const compiledOf = new WeakMap<Fields, Compiled>()
const compiled = (fields: Fields): Compiled => {
  const known = compiledOf.get(fields)
  if (known !== undefined) return known
  const made = Object.entries(fields).map(([name, field]) => [name, field, readerOf(field)] as const)
  compiledOf.set(fields, made)
  return made
}

/** The caller names the type that the declaration was generated together with. */
export const readFields = <T extends object>(fields: Fields, map: Y.Map<unknown>, known: object = {}): T => {
  const record: Record<string, unknown> = { ...known }
  for (const [name, field, read] of compiled(fields)) record[name] = read(field, map.get(name))
  return Object.freeze(record) as T
}
