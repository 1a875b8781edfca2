import { expect, test } from 'vitest'
import { memoryStorage, type SmallStorage } from './storage'
import { Unsaved } from './unsaved'

const NAME = 'show/1'
const writer = (small: SmallStorage, name: string): Unsaved => new Unsaved(NAME, name, small)

test('U4 what a visit left unsaved is known to the next one', () => {
  const small = memoryStorage()
  writer(small, 'a').note({ made: 5, stored: 5, saved: 2 })
  const next = writer(small, 'b')
  expect(next.ofOthers()).toBe(3)
  expect(next.bringable).toBe(true)
})

test('nothing is kept once all is saved', () => {
  const small = memoryStorage()
  const mine = writer(small, 'a')
  mine.note({ made: 5, stored: 5, saved: 2 })
  mine.note({ made: 5, stored: 5, saved: 5 })
  expect(small.length).toBe(0)
})

test('what was found in the copy and brought to the server is settled for a writer that is gone', () => {
  const small = memoryStorage()
  writer(small, 'a').note({ made: 5, stored: 4, saved: 0 })
  const next = writer(small, 'b')
  next.brought(next.look())
  expect([next.ofOthers(), small.length]).toEqual([0, 0])
})

test('what a living window did after it was looked at is not settled by it', () => {
  const small = memoryStorage()
  const alive = writer(small, 'a')
  alive.note({ made: 3, stored: 3, saved: 0 })
  const next = writer(small, 'b')
  const seen = next.look()
  alive.note({ made: 5, stored: 4, saved: 0 })
  next.brought(seen)
  expect(next.ofOthers()).toBe(2)
  expect(next.bringable).toBe(true)
})

test('nobody brings what was never stored', () => {
  const small = memoryStorage()
  writer(small, 'a').note({ made: 2, stored: 0, saved: 0 })
  expect(writer(small, 'b').bringable).toBe(false)
})

test('each document counts for itself, and my own line is not somebody else’s', () => {
  const small = memoryStorage()
  new Unsaved('show/2', 'a', small).note({ made: 9, stored: 9, saved: 0 })
  const mine = writer(small, 'b')
  mine.note({ made: 4, stored: 4, saved: 0 })
  expect(mine.ofOthers()).toBe(0)
})

test('two windows never write over each other', () => {
  const small = memoryStorage()
  const [a, b] = [writer(small, 'a'), writer(small, 'b')]
  a.note({ made: 2, stored: 2, saved: 0 })
  b.note({ made: 3, stored: 3, saved: 1 })
  a.note({ made: 3, stored: 2, saved: 0 })
  expect([a.ofOthers(), b.ofOthers()]).toEqual([2, 3])
})

test('damage in the storage counts as nothing', () => {
  const small = memoryStorage()
  small.setItem('callboard:unsaved:show/1:x', '{{{')
  small.setItem('callboard:unsaved:show/1:y', '{"made":-3,"stored":"many"}')
  expect(writer(small, 'b').ofOthers()).toBe(0)
})

test('a storage that is full costs the count of the next visit, nothing else', () => {
  const full = { ...memoryStorage(), setItem: () => { throw new DOMException('full', 'QuotaExceededError') } }
  expect(() => writer(full, 'a').note({ made: 1, stored: 1, saved: 0 })).not.toThrow()
})
