/** The same vectors as the server's tests: ranks (D6), typed times (D9), schedule (D10). */
import { describe, expect, test } from 'vitest'
import ranks from '../../../tests/vectors/ranks.json'
import schedules from '../../../tests/vectors/schedule.json'
import times from '../../../tests/vectors/times.json'
import { isRank, makeRoom, rankBetween, ranksBetween } from './order'
import { schedule } from './schedule'
import { formatDuration, formatTime, parseDuration, parseTime, sayDuration } from './times'

describe('D6 ranks', () => {
  test.each(ranks.between)('between $lower and $upper by chance $chance', ({ lower, upper, chance, rank }) => {
    expect(rankBetween(lower, upper, chance)).toBe(rank)
  })

  test.each(ranks.spread)('several between $lower and $upper', ({ lower, upper, chances, ranks: drawn }) => {
    expect(ranksBetween(lower, upper, chances)).toEqual(drawn)
  })

  test.each(ranks.make_room)('room among $ranks.length rows at $index', ({ ranks: rows, index, chances, drawn, moved }) => {
    const room = makeRoom(rows, index, chances)
    expect({ drawn: room.drawn, moved: Object.fromEntries(room.moved) }).toEqual({ drawn, moved })
  })

  test('a long chain of insertions at one place', () => {
    const { lower, upper, chances, ranks: expected } = ranks.chain
    const drawn: string[] = []
    for (const chance of chances) drawn.push(rankBetween(drawn.at(-1) ?? lower, upper, chance))
    expect(drawn).toEqual(expected)
  })

  test.each(ranks.refused)('refused: $lower, $upper', ({ lower, upper }) => {
    expect(() => rankBetween(lower, upper, 0.5)).toThrow(RangeError)
    expect(lower !== null && upper !== null && lower < upper && isRank(lower) && isRank(upper)).toBe(false)
  })
})

interface Typed {
  field: string
  input: string
  ms?: number | null
  shown?: string
  error?: string
  present?: number
  now?: number
  near?: number
}

describe('D9 typed times', () => {
  test.each(times.typed as Typed[])('$field "$input"', ({ field, input, ms, shown, error, ...context }) => {
    const given = Object.fromEntries(Object.entries(context).filter(([name]) => ['present', 'now', 'near'].includes(name)))
    const read = field === 'time' ? parseTime(input, given) : parseDuration(input, given)
    expect(read).toEqual(error === undefined ? { ok: true, value: ms } : { ok: false, problem: error })
    if (read.ok) expect(field === 'time' ? formatTime(read.value) : sayDuration(read.value ?? 0)).toBe(shown)
  })

  test.each(times.written.time)('the time $ms is written "$text"', ({ ms, text }) => {
    expect(formatTime(ms)).toBe(text)
    expect(parseTime(text)).toEqual({ ok: true, value: ms })
  })

  test.each(times.written.duration)('the duration $ms is written "$text"', ({ ms, text, said }) => {
    expect(formatDuration(ms)).toBe(text)
    expect(sayDuration(ms)).toBe(said)
    expect(parseDuration(text)).toEqual({ ok: true, value: ms })
  })
})

test.each(schedules)('D10 schedule: $name', ({ planned_start, segments, rows, totals }) => {
  expect(schedule(segments, planned_start)).toEqual({ rows, totals })
})
