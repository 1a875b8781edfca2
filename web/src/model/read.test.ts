import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { cut, isDate, oneLine, readField } from './read'
import { KINDS, SHOW } from './schema.gen'
import type { Field } from './schema'

const { segments, cues, show, meta } = SHOW.roots
const live = (text: string): Y.Text => {
  const made = new Y.Doc().getText('t')
  made.insert(0, text)
  return made
}

test.each<[string, Field, unknown, unknown]>([
  ['a missing time follows', segments.fields.start, undefined, null],
  ['a time beyond the last one', segments.fields.start, 9e15, 604_799_999],
  ['a time before midnight', segments.fields.start, -1, 0],
  ['a fraction is rounded half up', segments.fields.duration, 2.5, 3],
  ['minus a half is nothing', segments.fields.duration, -0.5, 0],
  ['a duration is never null', segments.fields.duration, null, 0],
  ['not a number', segments.fields.duration, Number.NaN, 0],
  ['endless', segments.fields.duration, Infinity, 604_800_000],
  ['a number of pycrdt that is large', segments.fields.duration, 5000n, 5000],
  ['text where a number belongs', segments.fields.duration, '5', 0],
  ['a missing status', segments.fields.status, undefined, 'pending'],
  ['an unknown status', segments.fields.status, 'cancelled', 'pending'],
  ['a live text where a choice belongs', segments.fields.status, live('completed'), 'completed'],
  ['a type of one’s own', segments.fields.type, 'fireworks', 'fireworks'],
  ['a missing type', segments.fields.type, undefined, 'other'],
  ['a type that is far too long', segments.fields.type, '🎆'.repeat(50), '🎆'.repeat(40)],
  ['prose', segments.fields.name, live('Keynote'), 'Keynote'],
  ['prose that is plain', segments.fields.name, 'Keynote', 'Keynote'],
  ['prose of one line', segments.fields.name, live('a\r\nb\u2028c'), 'a b c'],
  ['prose of many lines', segments.fields.notes, live('a\nb'), 'a\nb'],
  ['no prose', segments.fields.name, 7, ''],
  ['a date', show.fields.date, '2026-02-28', '2026-02-28'],
  ['a day that no calendar has', show.fields.date, '2026-02-30', null],
  ['a time zone', show.fields.time_zone, 'Europe/Berlin', 'Europe/Berlin'],
  ['no time zone', show.fields.time_zone, 'over there', 'UTC'],
  ['a reference', cues.fields.segment, 'b1e7', 'b1e7'],
  ['no reference', cues.fields.segment, 'a b', ''],
  ['a rank', cues.fields.rank, 'V0V', 'V0V'],
  ['no rank comes last', cues.fields.rank, 'V0', 'zzzzzz'],
  ['a title of two lines', meta.fields.title, 'a\nb', 'a b'],
])('D2 %s', (_, field, stored, plain) => {
  expect(readField(field, stored)).toEqual(plain)
})

const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true }),
  fc.string().map(live),
  fc.constant(new Y.Map()),
  fc.constant(new Y.XmlFragment()),
)

test('D2 whatever is stored, reading gives a value that reads as itself', () => {
  const fields = Object.values(KINDS).flatMap((kind) => Object.values(kind.roots).flatMap((root) => Object.values(root.fields) as Field[]))
  fc.assert(
    fc.property(anything, (stored) => {
      for (const field of fields) {
        const plain = readField(field, stored)
        expect(readField(field, plain)).toEqual(plain)
      }
    }),
  )
})

test('every shape that is declared has a rule', () => {
  expect(() => readField({ shape: 'hologram', default: null }, 1)).toThrow(RangeError)
})

test('limits count characters, not their halves', () => {
  expect(cut('😀😀😀', 2)).toBe('😀😀')
  expect(cut('abc', 3)).toBe('abc')
})

test('line breaks of all kinds become one space each', () => {
  expect(oneLine('a\r\nb\rc\n\nd\x85e')).toBe('a b c  d e')
})

test.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['0000-01-01', false],
  ['2024-13-01', false],
  ['24-1-1', false],
])('%s is a day: %s', (text, day) => {
  expect(isDate(text)).toBe(day)
})
