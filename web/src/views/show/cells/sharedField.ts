/**
 * An ordinary input or textarea in which several people can type at once (U1).
 *
 *   shareField(field, text, {lines, write, changed}) → stop
 *
 * What is typed goes into the shared text as the smallest change; what others type goes into the field without moving
 * the caret away from its letters. While an input method composes, the field is left alone: what the others did
 * meanwhile is kept, and both are put together when the composition ends. Who writes over the whole text takes away
 * exactly what there was to see; when two do so at once, a mark parts what they wrote (see writtenOver.ts).
 */
import type * as Y from 'yjs'
import { type Delta, type TextChange, changeBetween, shiftOffset } from '../../../model/textEdit'
import { WrittenOver } from './writtenOver'

export type Field = HTMLInputElement | HTMLTextAreaElement

export interface FieldHooks {
  /** In a text of one line a line break that is pasted becomes a space. */
  readonly lines: 'one' | 'many'
  /** Makes the shared text read like this, as one edit of this person whose caret is there now. */
  readonly write: (next: string, caret: number) => void
  /** The same, when everything that stood there was selected. */
  readonly replace: (next: string) => void
  /** The field's text or caret is another one now. */
  readonly changed: () => void
}

interface Composition {
  readonly before: string
  readonly deltas: Delta[]
}

/** A change made on an older text, as it has to be made after what others did since. */
export const rebase = (change: TextChange, deltas: readonly Delta[]): TextChange => {
  const start = deltas.reduce(shiftOffset, change.at)
  const end = deltas.reduce(shiftOffset, change.at + change.remove)
  return { at: start, remove: Math.max(0, end - start), insert: change.insert }
}

const applied = (text: string, { at, remove, insert }: TextChange): string =>
  text.slice(0, at) + insert + text.slice(at + remove)

const show = (field: Field, next: string, start: number, end: number): void => {
  const direction = field.selectionDirection ?? 'none'
  field.value = next
  field.setSelectionRange(start, end, direction)
}

const joinLines = (field: Field): void => {
  if (!field.value.includes('\n')) return
  const caret = field.value.slice(0, field.selectionEnd ?? 0).replaceAll(/\s*\n\s*/g, ' ').length
  show(field, field.value.replaceAll(/\s*\n\s*/g, ' '), caret, caret)
}

export const shareField = (field: Field, text: Y.Text, { lines, write, replace, changed }: FieldHooks): (() => void) => {
  let composition: Composition | null = null
  /** What is typed next takes the place of the whole text. */
  let over = false
  const written = new WrittenOver(text)

  const aboutToType = (): void => {
    over = field.selectionStart === 0 && field.selectionEnd === field.value.length
  }

  const writeOver = (next: string): void => {
    written.begin()
    replace(next)
    over = false
  }

  const typed = (): void => {
    if (composition) return changed()
    if (lines === 'one') joinLines(field)
    if (over) writeOver(field.value)
    else write(field.value, field.selectionEnd ?? field.value.length)
    changed()
  }

  const begin = (): void => {
    aboutToType()
    if (over) writeOver('')
    composition = { before: text.toString(), deltas: [] }
  }

  const finish = (): void => {
    if (!composition) return
    const { before, deltas } = composition
    composition = null
    const change = changeBetween(before, field.value, field.selectionEnd ?? undefined)
    const made = change ? rebase(change, deltas) : null
    const caret = made ? made.at + made.insert.length : deltas.reduce(shiftOffset, field.selectionEnd ?? 0)
    if (made) write(applied(text.toString(), made), caret)
    if (deltas.length > 0) show(field, text.toString(), caret, caret)
    changed()
  }

  const heard = (event: Y.YTextEvent): void => {
    const delta = event.delta as Delta
    if (composition) return void composition.deltas.push(delta)
    const next = text.toString()
    if (field.value === next) return
    show(field, next, shiftOffset(field.selectionStart ?? 0, delta), shiftOffset(field.selectionEnd ?? 0, delta))
    changed()
  }

  field.value = text.toString()
  const listeners: [string, () => void][] = [
    ['beforeinput', aboutToType],
    ['input', typed],
    ['compositionstart', begin],
    ['compositionend', finish],
    ['select', changed],
    ['keyup', changed],
    ['pointerup', changed],
  ]
  for (const [name, listener] of listeners) field.addEventListener(name, listener)
  text.observe(heard)
  return () => {
    for (const [name, listener] of listeners) field.removeEventListener(name, listener)
    text.unobserve(heard)
    const parted = written.parted()
    if (parted !== null) write(parted.text, parted.caret)
  }
}
