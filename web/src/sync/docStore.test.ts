import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { type EditContext } from '../model/edit'
import type { Show } from '../model/schema'
import { SHOW } from '../model/schema.gen'
import { cuesOf, liveSegments } from '../model/show'
import { deleteSegments, END, insertCues, insertSegments, rename, setField, textOf } from '../model/showEdits'
import { DocStore } from './docStore'

let made = 0
const ctx: EditContext = { now: 5, author: 'ana', random: () => 0.5, newId: () => `id-${(made += 1)}` }
const opened = (): { doc: Y.Doc; store: DocStore<Show>; ids: string[] } => {
  const doc = new Y.Doc()
  const store = new DocStore<Show>(doc, SHOW)
  return { doc, store, ids: insertSegments(doc, END, [{ name: 'A' }, { name: 'B' }, { name: 'C' }], ctx) }
}

test('what was not touched stays the same object', () => {
  const { doc, store, ids } = opened()
  const [cue] = insertCues(doc, ids[0]!, END, [{ label: 'go' }], ctx)
  const before = store.get()
  const cues = cuesOf(before, ids[0]!)
  setField(doc, 'segments', ids[1]!, 'duration', 60_000, ctx)
  const after = store.get()
  expect(after).not.toBe(before)
  expect(after.segments).not.toBe(before.segments)
  expect(after.segments[ids[1]!]).not.toBe(before.segments[ids[1]!])
  expect(after.segments[ids[0]!]).toBe(before.segments[ids[0]!])
  expect(after.cues).toBe(before.cues)
  expect(after.show).toBe(before.show)
  expect(after.cues[cue!]).toBe(before.cues[cue!])
  expect(cuesOf(after, ids[0]!)).toBe(cues)
})

test('a list of cues stays the same when another segment gets one', () => {
  const { doc, store, ids } = opened()
  insertCues(doc, ids[0]!, END, [{ label: 'go' }], ctx)
  const before = cuesOf(store.get(), ids[0]!)
  insertCues(doc, ids[1]!, END, [{ label: 'wait' }], ctx)
  expect(cuesOf(store.get(), ids[0]!)).toBe(before)
  expect(cuesOf(store.get(), ids[2]!)).toBe(cuesOf(store.get(), 'nobody'))
})

test('asking twice gives the same value, and it cannot be changed', () => {
  const { store, ids } = opened()
  expect(store.get()).toBe(store.get())
  expect(Object.isFrozen(store.get().segments[ids[0]!])).toBe(true)
  expect(liveSegments(store.get())).toBe(liveSegments(store.get()))
})

test('typing into a text changes the record it belongs to', () => {
  const { doc, store, ids } = opened()
  textOf(doc, 'segments', ids[0]!, 'name').insert(1, '!')
  expect(store.get().segments[ids[0]!]!.name).toBe('A!')
})

test('listeners hear of each transaction that matters, once, and of no other', () => {
  const { doc, store } = opened()
  const heard = vi.fn()
  const stop = store.subscribe(heard)
  rename(doc, 'Gala')
  expect(heard).toHaveBeenCalledTimes(1)
  doc.getMap('of something else').set('x', 1)
  expect(heard).toHaveBeenCalledTimes(1)
  stop()
  rename(doc, 'Gala 2')
  expect(heard).toHaveBeenCalledTimes(1)
})

test('it is right also when nobody listened while things changed', () => {
  const { doc, store, ids } = opened()
  store.get()
  deleteSegments(doc, [ids[0]!], ctx)
  expect(liveSegments(store.get()).map((segment) => segment.name)).toEqual(['B', 'C'])
})

test('D2 something that is no record is left out, and the rest reads as ever', () => {
  const { doc, store } = opened()
  const map = doc.getMap('segments')
  map.set('no-record', 'text')
  map.set('a name with blanks', new Y.Map())
  map.set('empty', new Y.Map())
  expect(Object.keys(store.get().segments)).toHaveLength(4)
  expect(store.get().segments['empty']).toMatchObject({ id: 'empty', name: '', rank: 'zzzzzz', duration: 0 })
})

test('what arrives from somebody else reads the same on both sides (D8)', () => {
  const { doc, store } = opened()
  const other = new Y.Doc()
  const otherStore = new DocStore<Show>(other, SHOW)
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  expect(otherStore.get()).toEqual(store.get())
})

test('in a document of five thousand cues one edit makes one new cue', () => {
  const { doc, store, ids } = opened()
  insertCues(doc, ids[0]!, END, Array.from({ length: 5000 }, (_, index) => ({ label: `cue ${index}` })), ctx)
  const before = store.get().cues
  const id = cuesOf(store.get(), ids[0]!)[2500]!.id
  setField(doc, 'cues', id, 'number', 'LX 7', ctx)
  const after = store.get().cues
  expect(Object.keys(after).filter((cue) => after[cue] !== before[cue])).toEqual([id])
})
