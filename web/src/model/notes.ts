/**
 * Private notes beside a run of show: one text for each row, under the id of its segment.
 *
 *   noteText(doc, segmentId) → Y.Text      the live text, begun if nobody has begun it yet; not within a transaction
 *   noteOf(notes, segmentId) → string      what a row's note says; "" while there is none
 *
 * Two people may begin a note in the same moment, and of two maps under one key Yjs keeps one. So the beginning of a
 * note is worked out from the segment's id, the client id that writes it included: whoever begins it writes the very
 * same bytes, and all letters come into the same text (U1).
 */
import * as Y from 'yjs'
import { proseOf } from './records'
import type { Note, Meta } from './schema.gen'
import { NOTES } from './schema.gen'

/** All that a document of private notes says; notes are by the id of their segment. */
export interface Notes {
  readonly meta: Meta
  readonly notes: Readonly<Record<string, Note>>
}

/** Not by a person: undo does not take it back. */
const BEGINNING = Symbol('the empty note, the same for everybody')

const WORD = 2 ** 32
/** Client ids have 53 bits; those that Yjs draws have 32. */
const UPPER = 2 ** 20 - 1

/** FNV-1a, of 32 bits. */
const hash = (letters: Iterable<string>): number => {
  let found = 0x811c9dc5
  for (const letter of letters) found = Math.imul(found ^ letter.charCodeAt(0), 0x01000193) >>> 0
  return found
}

/** Larger than any client id that Yjs draws, so that it is nobody's. */
const clientOf = (segmentId: string): number =>
  WORD * (1 + (hash([...segmentId].reverse()) % UPPER)) + hash(segmentId)

const emptyNote = (rank: string): Y.Map<unknown> => {
  const values = Object.entries(NOTES.roots.notes.fields).map(([name, field]): [string, unknown] => [
    name,
    field.shape === 'prose' ? new Y.Text() : field.default,
  ])
  return new Y.Map([...new Map<string, unknown>([...values, ['rank', rank]])])
}

/** The update that begins the note of a segment; the same bytes for everybody, for ever. */
export const beginningOf = (segmentId: string): Uint8Array => {
  const doc = new Y.Doc()
  doc.clientID = clientOf(segmentId)
  doc.getMap('notes').set(segmentId, emptyNote(`${doc.clientID.toString(36)}1`))
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return update
}

const recordOf = (doc: Y.Doc, segmentId: string): Y.Map<unknown> | null => {
  const record = doc.getMap('notes').get(segmentId)
  return record instanceof Y.Map ? record : null
}

export const noteText = (doc: Y.Doc, segmentId: string): Y.Text => {
  if (recordOf(doc, segmentId) === null) Y.applyUpdate(doc, beginningOf(segmentId), BEGINNING)
  // Somebody took it away for good, which no window of ours does: then it is begun like any other record.
  if (recordOf(doc, segmentId) === null)
    doc.transact(() => doc.getMap('notes').set(segmentId, emptyNote(`${Date.now().toString(36)}1`)), BEGINNING)
  return proseOf(recordOf(doc, segmentId) as Y.Map<unknown>, 'text')
}

export const noteOf = ({ notes }: Notes, segmentId: string): string => {
  const note = notes[segmentId]
  return note === undefined || note.deleted_at !== null ? '' : note.text
}
