import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Announcements, PACE_MS } from './announcements'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const listen = () => {
  const announcements = new Announcements()
  const heard: string[] = []
  announcements.subscribe((text) => heard.push(text))
  return { announcements, heard }
}

it('says the first sentence at once (U6)', () => {
  const { announcements, heard } = listen()
  announcements.announce('Row added.')
  expect(heard).toEqual(['Row added.'])
})

it('gathers what comes meanwhile, at most one breath in three seconds', () => {
  const { announcements, heard } = listen()
  for (const sentence of ['One.', 'Two.', 'Two.', 'Three.']) announcements.announce(sentence)
  vi.advanceTimersByTime(PACE_MS - 1)
  expect(heard).toEqual(['One.'])
  vi.advanceTimersByTime(1)
  expect(heard).toEqual(['One.', 'Two. Three.'])
})

it('counts what would be too much to listen to', () => {
  const { announcements, heard } = listen()
  for (const sentence of ['0.', '1.', '2.', '3.', '4.', '5.']) announcements.announce(sentence)
  vi.advanceTimersByTime(PACE_MS)
  expect(heard.at(-1)).toBe('2 more changes. 3. 4. 5.')
})

it('after a silence, says the next sentence at once again', () => {
  const { announcements, heard } = listen()
  announcements.announce('One.')
  vi.advanceTimersByTime(PACE_MS)
  announcements.announce('Two.')
  expect(heard).toEqual(['One.', 'Two.'])
})
