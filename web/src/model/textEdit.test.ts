import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { LOCAL } from './edit'
import { applyChange, changeBetween, type Delta, shiftOffset, writeText } from './textEdit'

const some = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '😀', '😁', '🎬'), maxLength: 12 })
const lonely = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

test('a change leads from the old text to the new one, wherever the caret is', () => {
  fc.assert(
    fc.property(some, some, fc.option(fc.nat(14), { nil: undefined }), (old, next, caret) => {
      const text = new Y.Doc().getText('t')
      text.insert(0, old)
      const change = changeBetween(old, next, caret)
      if (change === null) return old === next
      applyChange(text, change)
      return text.toString() === next
    }),
  )
})

test('a change never leaves half a character, so what others see is always whole', () => {
  fc.assert(
    fc.property(some, some, fc.option(fc.nat(14), { nil: undefined }), (old, next, caret) => {
      const change = changeBetween(old, next, caret)
      if (change === null) return true
      const removed = old.slice(change.at, change.at + change.remove)
      return !lonely.test(change.insert) && !lonely.test(removed)
    }),
  )
})

test.each([
  ['one letter typed among equal ones: the caret says which', 'aaa', 'aaaa', 2, { at: 1, remove: 0, insert: 'a' }],
  ['backspace among equal letters', 'aaa', 'aa', 1, { at: 1, remove: 1, insert: '' }],
  ['without a caret, the common start stays', 'aaa', 'aaaa', undefined, { at: 3, remove: 0, insert: 'a' }],
  ['an emoji replaced by one that shares its first half', 'x😀y', 'x😁y', undefined, { at: 1, remove: 2, insert: '😁' }],
  ['a pasted word', 'one three', 'one two three', 8, { at: 4, remove: 0, insert: 'two ' }],
  ['nothing', 'same', 'same', 2, null],
])('%s', (_, old, next, caret, change) => {
  expect(changeBetween(old, next, caret)).toEqual(change)
})

test('typing far from the caret hint still gives the right text', () => {
  expect(changeBetween('abc', 'xbc', 3)).toEqual({ at: 0, remove: 1, insert: 'x' })
})

test('U1: two people typing into one text both keep every letter', () => {
  const [a, b] = [new Y.Doc(), new Y.Doc()]
  a.getText('t').insert(0, 'Opening')
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a))
  writeText(a.getText('t'), 'Opening night', { caret: 13, now: 0 })
  writeText(b.getText('t'), 'The Opening', { caret: 4, now: 0 })
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a))
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b))
  expect(a.getText('t').toString()).toBe('The Opening night')
  expect(b.getText('t').toString()).toBe('The Opening night')
})

test('writing is one transaction of this window', () => {
  const doc = new Y.Doc()
  const origins: unknown[] = []
  doc.on('afterTransaction', (transaction: Y.Transaction) => origins.push(transaction.origin))
  doc.getText('t').insert(0, 'abc')
  writeText(doc.getText('t'), 'axc', { caret: 2, now: 0 })
  expect(origins).toEqual([null, LOCAL])
})

const places: [string, number, Delta, number][] = [
  ['text before the caret pushes it', 5, [{ insert: 'abc' }], 8],
  ['text after the caret does not', 2, [{ retain: 4 }, { insert: 'abc' }], 2],
  ['text exactly at the caret goes after it', 4, [{ retain: 4 }, { insert: 'abc' }], 4],
  ['a deletion before the caret pulls it', 5, [{ retain: 1 }, { delete: 2 }], 3],
  ['a deletion around the caret puts it where the hole was', 5, [{ retain: 3 }, { delete: 10 }], 3],
  ['a deletion after the caret does not', 3, [{ retain: 3 }, { delete: 4 }], 3],
  ['a replacement before the caret', 6, [{ retain: 1 }, { delete: 2 }, { insert: 'xyz' }], 7],
]
test.each(places)('a caret moves with the text: %s', (_, offset, delta, expected) => {
  expect(shiftOffset(offset, delta)).toBe(expected)
})

test('a caret stays between the same two letters', () => {
  fc.assert(
    fc.property(some, some, fc.nat(12), (old, next, at) => {
      const text = new Y.Doc().getText('t')
      text.insert(0, `${old}|${next}`)
      const caret = old.length
      let shifted = caret
      text.observe((event) => {
        shifted = shiftOffset(shifted, event.delta)
      })
      const place = Math.min(at, old.length)
      text.insert(place, 'new')
      return place === caret ? shifted === caret : text.toString().charAt(shifted) === '|'
    }),
  )
})
