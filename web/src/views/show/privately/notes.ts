/**
 * The cells of a private column: what they are called, where one is in them, what is written.
 */
import { noteText } from '../../../model/notes'
import { replaceText } from '../../../model/textEdit'
import type { Place } from '../../../sync/presence'
import type { Companion } from './companions'

/** What a screen reader says of such a cell, and a heading where there is room for words. */
export const privateLabel = ({ title }: Pick<Companion, 'title'>): string => `Private notes, ${title}`

export const notePlace = (segmentId: string): Place => ({ record: 'notes', id: segmentId, field: 'text' })

/** Writes over the whole note, as one edit. */
export const writeNote = ({ session }: Companion, segmentId: string, text: string): void => {
  const note = noteText(session.doc, segmentId)
  if (note.toString() !== text) replaceText(note, text, { now: Date.now() })
}
