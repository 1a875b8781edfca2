import { afterEach, expect, test, vi } from 'vitest'
import { newId, uuidFromBytes } from './ids'

afterEach(() => void vi.unstubAllGlobals())

test('U5 an id needs no secure context', () => {
  vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.fill(0xab) })
  expect(newId()).toBe('abababab-abab-4bab-abab-abababababab')
})

test('whatever the dice give, it is a UUID of version 4', () => {
  const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  for (const byte of [0, 0x7f, 0xff]) expect(uuidFromBytes(new Uint8Array(16).fill(byte))).toMatch(pattern)
  expect(newId()).toMatch(pattern)
  expect(newId()).not.toBe(newId())
})
