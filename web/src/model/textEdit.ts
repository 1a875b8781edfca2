/**
 * How typing into an ordinary text field becomes small changes of a shared text, and how the caret stays put
 * when somebody else types into the same text (U1).
 *
 *   changeBetween(old, next, caret?) → {at, remove, insert} | null   the smallest change; caret: where it is now
 *   applyChange(text, change)                                        in the caller's transaction
 *   writeText(text, next, {caret, now})                              both, as one LOCAL transaction, with time stamp
 *   replaceText(text, next, {now})           likewise, for a text that was written over as a whole
 *   shiftOffset(offset, delta) → offset                              where a caret goes after somebody's delta
 *
 * Offsets count UTF-16 units, as the DOM and Yjs do. A change never splits a surrogate pair.
 */
import * as Y from 'yjs'
import { edit, stamp } from './edit'

export interface TextChange {
  readonly at: number
  readonly remove: number
  readonly insert: string
}

/** As Yjs reports it in `event.delta`. */
export type Delta = readonly { readonly retain?: number; readonly insert?: unknown; readonly delete?: number }[]

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

/** Is this offset between the two halves of one character? */
const splits = (text: string, offset: number): boolean =>
  offset > 0 && offset < text.length && isHigh(text.charCodeAt(offset - 1)) && isLow(text.charCodeAt(offset))

const commonStart = (a: string, b: string, most: number): number => {
  let length = 0
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length += 1
  return length
}

const commonEnd = (a: string, b: string, most: number): number => {
  let length = 0
  while (length < most && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length += 1
  return length
}

/** Widens a change by the missing half of a character on either side. */
const whole = (old: string, next: string, start: number, end: number): TextChange => {
  const from = splits(old, start) || splits(next, start) ? start - 1 : start
  const cut = splits(old, old.length - end) || splits(next, next.length - end)
  const tail = cut ? end - 1 : end
  return { at: from, remove: old.length - tail - from, insert: next.slice(from, next.length - tail) }
}

/**
 * The caret stands right after what was typed, so what follows it is unchanged: in "aa" → "aaa" it tells which
 * "a" is the new one. Without it, or where it does not fit, the start that both have in common is kept first.
 */
export const changeBetween = (old: string, next: string, caret?: number): TextChange | null => {
  if (old === next) return null
  const shorter = Math.min(old.length, next.length)
  const afterCaret = caret === undefined ? 0 : Math.min(Math.max(0, next.length - caret), shorter)
  const start = commonStart(old, next, shorter - commonEnd(old, next, afterCaret))
  return whole(old, next, start, commonEnd(old, next, shorter - start))
}

export const applyChange = (text: Y.Text, change: TextChange): void => {
  if (change.remove > 0) text.delete(change.at, change.remove)
  if (change.insert !== '') text.insert(change.at, change.insert)
}

/** RangeError for a text that is in no document. */
export const writeText = (text: Y.Text, next: string, { caret, now }: { readonly caret?: number; readonly now: number }): void => {
  const change = changeBetween(text.toString(), next, caret)
  if (change === null) return
  if (text.doc === null) throw new RangeError('this text is in no document')
  edit(text.doc, () => {
    applyChange(text, change)
    if (text.parent instanceof Y.Map) stamp(text.parent, now)
  })
}

/**
 * Takes away exactly the letters that were there, and keeps none that happens to be in both texts: it would go when
 * somebody else writes over the same text, and be missing here.
 */
export const replaceText = (text: Y.Text, next: string, { now }: { readonly now: number }): void => {
  const { doc } = text
  if (doc === null) throw new RangeError('this text is in no document')
  edit(doc, () => {
    applyChange(text, { at: 0, remove: text.length, insert: next })
    if (text.parent instanceof Y.Map) stamp(text.parent, now)
  })
}

const lengthOf = (inserted: unknown): number => (typeof inserted === 'string' ? inserted.length : 1)

/** Something typed exactly at the caret goes after it: it is the other person's, and one's own text stays together. */
export const shiftOffset = (offset: number, delta: Delta): number => {
  let shifted = offset
  let at = 0
  for (const { retain, insert, delete: removed } of delta) {
    if (at >= shifted && retain === undefined && insert !== undefined) break
    if (at > shifted) break
    if (retain !== undefined) at += retain
    if (insert !== undefined) {
      shifted += lengthOf(insert)
      at += lengthOf(insert)
    }
    if (removed !== undefined) shifted -= Math.min(removed, Math.max(0, shifted - at))
  }
  return shifted
}
