import { expect, it } from 'vitest'
import { MayEdit } from './mayEdit'
import { memoryStorage } from './storage'

it('U11 whoever was a reader is one without the server too, of that document', () => {
  const small = memoryStorage()
  const first = new MayEdit('show/a', small)
  expect(first.get()).toBe(true)
  first.set(false)
  expect([new MayEdit('show/a', small).get(), new MayEdit('show/b', small).get()]).toEqual([false, true])
  first.set(true)
  expect(new MayEdit('show/a', small).get()).toBe(true)
  expect(small.length).toBe(0)
})
