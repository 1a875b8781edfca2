/** The same vectors as the Python tests: questions (K1), when to ask (K2), whole conversations over networks (K3). */
import { describe, expect, test } from 'vitest'
import vectors from '../../../../tests/vectors/clock.json'
import { type Probe, ask, begin, better, delayOf, keptItsGap, middleOf, offsetOf } from './probes'
import { SharedClock } from './sharedClock'

const probe = ([sent = 0, heard = 0, answered = 0, back = 0]: readonly number[]): Probe => ({ sent, heard, answered, back })

describe('K1 questions', () => {
  test.each(vectors.probes)('$probe', ({ probe: times, offset, delay, at }) => {
    const asked = probe(times)
    expect([offsetOf(asked), delayOf(asked), middleOf(asked)].map((value) => Number(value.toFixed(6)))).toEqual([offset, delay, at])
  })

  test.each(vectors.pairs)('$name', (pair) => {
    const [first, second] = [probe(pair.first), probe(pair.second)]
    expect(keptItsGap(first, second)).toBe(pair.kept)
    expect(better(first, second)).toBe(pair.better === 'first' ? first : second)
  })
})

test.each(vectors.asking)('K2 quickly at first, then now and then, and quickly again after sleeping', (...looks) => {
  let asking = begin(0)
  for (const [now, chance, due] of looks as [number, number, boolean][]) {
    const told = ask(asking, now, chance)
    expect({ now, due: told.due }).toEqual({ now, due })
    asking = told.asking
  }
})

test.each(vectors.traces)('K3 over $name the same time is shown as by Python', ({ steps }) => {
  const clock = new SharedClock()
  expect([clock.now(0), clock.bound(0)]).toEqual([null, null])
  for (const { first, second, believed, asked, shown, bound } of steps) {
    expect(clock.take(probe(first), probe(second))).toBe(believed)
    expect(clock.now(asked)).toBeCloseTo(shown, 3)
    expect(clock.bound(asked)).toBeCloseTo(bound, 3)
  }
})

test('K4 the time shown never goes back, and a server that was restarted is believed at once', () => {
  const clock = new SharedClock()
  const pair = (at: number, offset: number): boolean =>
    clock.take(probe([at, at + 1 + offset, at + 1 + offset, at + 2]), probe([at + 20, at + 21 + offset, at + 21 + offset, at + 22]))
  pair(0, 5000)
  expect(clock.now(2990)).toBe(7990)
  pair(2960, 4970)
  expect([clock.now(2991), clock.now(3019), clock.now(3021)]).toEqual([7990, 7990, 7991])
  clock.beginAnew()
  expect(clock.now(3022)).toBeNull()
  pair(4000, 100)
  expect(clock.now(4030)).toBe(4130)
})

test('K4 a clock that is more than 20 ms off steps, another one is led to the right time', () => {
  const shownAfter = (offset: number): (number | null)[] => {
    const clock = new SharedClock()
    clock.take(probe([0, 5030, 5030, 60]), probe([20, 5050, 5050, 80]))
    clock.now(2000)
    clock.take(probe([1978, 1979 + offset, 1979 + offset, 1980]), probe([1998, 1999 + offset, 1999 + offset, 2000]))
    return [clock.now(2000), clock.now(4000)]
  }
  expect(shownAfter(5025)).toEqual([7025, 9025])
  expect(shownAfter(5004)).toEqual([7000, 9001])
})
