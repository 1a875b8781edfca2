/** Private notes of rows: who begins one begins the same as everybody else (U1, D8). */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { LOCAL } from './edit'
import { beginningOf, noteOf, type Notes, noteText } from './notes'
import { NOTES } from './schema.gen'
import { DocStore } from '../sync/docStore'
import { undoOf } from '../sync/undo'

const id = fc.stringMatching(/^[0-9A-Za-z_-]{1,64}$/)

const met = (docs: readonly Y.Doc[]): void => {
  for (const from of docs) for (const to of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
}

test('U1 whoever begin one note at once all keep every letter, in whatever order it arrives', () => {
  fc.assert(
    fc.property(id, fc.array(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 4 }), (segment, words) => {
      const docs = words.map(() => new Y.Doc())
      docs.forEach((doc, at) => noteText(doc, segment).insert(0, `<${at}:${words[at]}>`))
      met(docs)
      const [first, ...others] = docs.map((doc) => noteText(doc, segment).toString())
      expect(others).toEqual(others.map(() => first))
      words.forEach((word, at) => expect(first).toContain(`<${at}:${word}>`))
    }),
    { numRuns: 60 },
  )
})

test('two rows never share a beginning, and nobody has the client id of one', () => {
  fc.assert(
    fc.property(fc.uniqueArray(id, { minLength: 2, maxLength: 40 }), (segments) => {
      const clients = segments.map((segment) => {
        const doc = new Y.Doc()
        Y.applyUpdate(doc, beginningOf(segment))
        return [...doc.store.clients.keys()][0] ?? 0
      })
      expect(new Set(clients).size).toBe(segments.length)
      for (const client of clients) {
        expect(client).toBeGreaterThanOrEqual(2 ** 32)
        expect(Number.isSafeInteger(client)).toBe(true)
      }
    }),
    { numRuns: 30 },
  )
})

test('D8 a note begins with the bytes with which it has always begun', () => {
  const file = new URL('../../../tests/vectors/notes.json', import.meta.url)
  const vectors = JSON.parse(readFileSync(file, 'utf8')) as { segment: string; update: string }[]
  expect(vectors.length).toBeGreaterThan(2)
  for (const { segment, update } of vectors) expect(Buffer.from(beginningOf(segment)).toString('hex')).toBe(update)
})

test('U2 undo takes back what was written, never the note itself', () => {
  const doc = new Y.Doc()
  const store = new DocStore<Notes>(doc, NOTES)
  const undo = undoOf(doc, NOTES)
  expect(noteOf(store.get(), 'doors')).toBe('')
  const text = noteText(doc, 'doors')
  doc.transact(() => text.insert(0, 'Late'), LOCAL)
  expect(noteOf(store.get(), 'doors')).toBe('Late')
  undo.undo()
  expect(noteOf(store.get(), 'doors')).toBe('')
  expect(undo.undo()).toBeNull()
  noteText(doc, 'doors').insert(0, 'Again')
  expect(noteOf(store.get(), 'doors')).toBe('Again')
})

test('a note that was taken away for good can be begun again', () => {
  const doc = new Y.Doc()
  noteText(doc, 'doors').insert(0, 'Late')
  doc.getMap('notes').delete('doors')
  noteText(doc, 'doors').insert(0, 'Again')
  expect(noteText(doc, 'doors').toString()).toBe('Again')
})
