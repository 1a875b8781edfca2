/** O4, O5: a state is what it was and the patches since. */
import { expect, it } from 'vitest'
import { patched } from './mergePatch'

it.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  [['a'], { a: 1 }, { a: 1 }],
])('O4 O5 a patch is applied as RFC 7396 says: %j and %j', (before, patch, after) => {
  expect(patched(before, patch)).toEqual(after)
})
