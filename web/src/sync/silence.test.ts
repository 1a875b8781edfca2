import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PATIENCE, Silence } from './silence'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const heard = vi.fn<() => void>()

test('U3 silence is noticed only when an answer was due all the time', () => {
  const silence = new Silence(heard)
  silence.note(true, 0)
  vi.advanceTimersByTime(PATIENCE - 1)
  expect(silence.lasts).toBe(false)
  silence.note(true, 1)
  vi.advanceTimersByTime(PATIENCE - 1)
  silence.note(false, 2)
  vi.advanceTimersByTime(PATIENCE * 3)
  expect([silence.lasts, heard.mock.calls.length]).toEqual([false, 0])
})

test('U3 it is told once, lasts while more is sent, and ends with the first answer', () => {
  const silence = new Silence(heard)
  silence.note(true, 0)
  vi.advanceTimersByTime(PATIENCE)
  silence.note(true, 0)
  expect([silence.lasts, heard.mock.calls.length]).toEqual([true, 1])
  silence.note(true, 1)
  expect(silence.lasts).toBe(false)
  vi.advanceTimersByTime(PATIENCE)
  expect(silence.lasts).toBe(true)
  silence.close()
})
