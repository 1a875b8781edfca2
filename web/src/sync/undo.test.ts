import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { EditContext } from '../model/edit'
import type { Show } from '../model/schema'
import { SHOW } from '../model/schema.gen'
import { liveSegments } from '../model/show'
import { deleteSegments, END, insertSegments, moveSegments, setField, START, textOf } from '../model/showEdits'
import { writeText } from '../model/textEdit'
import { DocStore } from './docStore'
import { undoOf } from './undo'

let made = 0
const ctx: EditContext = { now: 5, author: 'ana', random: () => 0.5, newId: () => `id-${(made += 1)}` }

const opened = (): { doc: Y.Doc; undo: Y.UndoManager; names: () => string[]; show: () => Show; ids: string[] } => {
  const doc = new Y.Doc()
  const store = new DocStore<Show>(doc, SHOW)
  const undo = undoOf(doc, SHOW)
  const ids = insertSegments(doc, END, [{ name: 'A' }, { name: 'B' }], ctx)
  undo.clear()
  return { doc, undo, ids, show: store.get, names: () => liveSegments(store.get()).map((segment) => segment.name) }
}

test('U2 undo takes back my own edits only, also where somebody else came after me', () => {
  const { doc, undo, ids, show } = opened()
  setField(doc, 'segments', ids[0]!, 'duration', 1000, ctx)
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  setField(other, 'segments', ids[0]!, 'type', 'talk', { ...ctx, author: 'ben' })
  setField(other, 'segments', ids[1]!, 'duration', 7000, { ...ctx, author: 'ben' })
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  undo.undo()
  expect(show().segments[ids[0]!]).toMatchObject({ duration: 0, type: 'talk' })
  expect(show().segments[ids[1]!]!.duration).toBe(7000)
  expect(undo.canUndo()).toBe(false)
  undo.redo()
  expect(show().segments[ids[0]!]!.duration).toBe(1000)
})

test('U2 what somebody wrote over my value stays when I undo', () => {
  const { doc, undo, ids, show } = opened()
  setField(doc, 'segments', ids[0]!, 'duration', 1000, ctx)
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  setField(other, 'segments', ids[0]!, 'duration', 9000, { ...ctx, author: 'ben' })
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  undo.undo()
  expect(show().segments[ids[0]!]!.duration).toBe(9000)
})

test('each edit is a step of its own, however quickly they follow each other', () => {
  const { doc, undo, ids, names } = opened()
  moveSegments(doc, [ids[1]!], START, ctx)
  deleteSegments(doc, [ids[0]!], ctx)
  insertSegments(doc, END, [{ name: 'C' }], ctx)
  expect(names()).toEqual(['B', 'C'])
  undo.undo()
  expect(names()).toEqual(['B'])
  undo.undo()
  expect(names()).toEqual(['B', 'A'])
  undo.undo()
  expect(names()).toEqual(['A', 'B'])
  undo.redo()
  undo.redo()
  undo.redo()
  expect(names()).toEqual(['B', 'C'])
})

test('typing without a pause is one step, and another text begins another', () => {
  const { doc, undo, ids, names } = opened()
  const [first, second] = ids.map((id) => textOf(doc, 'segments', id, 'name'))
  for (const typed of ['Ab', 'Abc', 'Abcd']) writeText(first!, typed, { caret: typed.length, now: 20_000 })
  for (const typed of ['Bx', 'Bxy']) writeText(second!, typed, { caret: typed.length, now: 20_001 })
  undo.undo()
  expect(names()).toEqual(['Abcd', 'B'])
  undo.undo()
  expect(names()).toEqual(['A', 'B'])
  expect(undo.canUndo()).toBe(false)
})

test('typing right after an undo is a new step', () => {
  const { doc, undo, ids, names } = opened()
  const text = textOf(doc, 'segments', ids[0]!, 'name')
  writeText(text, 'A1', { caret: 2, now: 0 })
  setField(doc, 'segments', ids[0]!, 'duration', 5, ctx)
  undo.undo()
  writeText(text, 'A12', { caret: 3, now: 0 })
  undo.undo()
  expect(names()[0]).toBe('A1')
})
