/**
 * Records of a document by id, and how one is made, read and written. The named edits stand on these.
 *
 *   recordsOf(doc, root)                 the root map          recordIn(doc, root, id) → Y.Map | null
 *   liveRows(doc, root, within?)         live records in order, as {id, rank}
 *   newRecord(doc, root, id, values)     all prose is there as Y.Text from the start, never lazily
 *   writeField(root, map, field, value)  prose by the smallest change, everything else as a whole
 *   proseOf(root, map, field)            the live text, made when it is missing
 */
import * as Y from 'yjs'
import type { Row } from './places'
import { oneLine, readField } from './read'
import type { Field, Fields, RecordName } from './schema'
import { SHOW } from './schema.gen'
import { applyChange, changeBetween } from './textEdit'

export const recordsOf = (doc: Y.Doc, root: RecordName): Y.Map<unknown> => doc.getMap(root)

export const recordIn = (doc: Y.Doc, root: RecordName, id: string): Y.Map<unknown> | null => {
  const record = recordsOf(doc, root).get(id)
  return record instanceof Y.Map ? record : null
}

export const fieldsOf = (root: RecordName): Fields => SHOW.roots[root].fields

export const fieldOf = (root: RecordName, name: string): Field => {
  const field = fieldsOf(root)[name]
  if (field === undefined) throw new RangeError(`${root} have no field ${name}`)
  return field
}

export const readIn = (root: RecordName, record: Y.Map<unknown>, name: string): unknown =>
  readField(fieldOf(root, name), record.get(name))

const byRank = (a: Row, b: Row): number =>
  a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

export const liveRows = (doc: Y.Doc, root: RecordName, belongs: (record: Y.Map<unknown>) => boolean = () => true): Row[] => {
  const rows: Row[] = []
  recordsOf(doc, root).forEach((record, id) => {
    if (record instanceof Y.Map && belongs(record) && readIn(root, record, 'deleted_at') === null)
      rows.push({ id, rank: String(readIn(root, record, 'rank')) })
  })
  return rows.sort(byRank)
}

const isProse = (field: Field): boolean => field.shape === 'prose'

export const newRecord = (doc: Y.Doc, root: RecordName, id: string, values: Readonly<Record<string, unknown>>): void => {
  const entries = Object.entries(fieldsOf(root)).map(([name, field]): [string, unknown] => {
    const value = name in values ? readField(field, values[name]) : field.default
    return [name, isProse(field) ? new Y.Text(String(value)) : value]
  })
  recordsOf(doc, root).set(id, new Y.Map(entries))
}

export const proseOf = (record: Y.Map<unknown>, name: string): Y.Text => {
  const stored = record.get(name)
  if (stored instanceof Y.Text) return stored
  const text = new Y.Text(typeof stored === 'string' ? stored : '')
  record.set(name, text)
  return text
}

const writeProse = (text: Y.Text, next: string): void => {
  const change = changeBetween(text.toString(), next)
  if (change !== null) applyChange(text, change)
}

/** Writes what the declaration allows; a value that is there already is not written again. Tells whether it wrote. */
export const writeField = (root: RecordName, record: Y.Map<unknown>, name: string, value: unknown): boolean => {
  const field = fieldOf(root, name)
  const next = readField(field, value)
  const stored = record.get(name)
  if (isProse(field)) {
    const same = stored instanceof Y.Text && stored.toString() === next
    if (!same) writeProse(proseOf(record, name), field.lines === 'many' ? String(next) : oneLine(String(next)))
    return !same
  }
  if (stored === next) return false
  record.set(name, next)
  return true
}
