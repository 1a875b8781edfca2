/** U17: how the crew's screen says times, calls and changes. */
import { expect, it } from 'vitest'
import type { Cue } from '../../../model/schema'
import { changedCue, changeWords, comes, numberAlone, spoken, until, wallDay, wallSeconds } from './words'

const NINE = Date.UTC(2026, 4, 4, 9)
const [MINUTE, HOUR] = [60_000, 3_600_000]
const cue: Cue = { id: 'a', segment: 's', rank: 'a1', department: 'lighting', number: 'LX 12', label: 'House out', note: '', created_by: '', updated_at: null, deleted_at: null } as Cue

it.each([
  [750_000, '12:30'],
  [400, '0:01'],
  [0, 'any moment'],
  [-MINUTE, 'any moment'],
  [24 * HOUR, '1 day'],
  [60 * HOUR, '2 days'],
])('U17 %d ms before it is expected: %s', (left, words) => {
  expect(until(left)).toBe(words)
})

it('U17 a moment is told in the show’s zone, with its day where that is not today', () => {
  expect(wallSeconds(NINE + 5000, 'Europe/Lisbon')).toBe('10:00:05')
  expect(wallDay(NINE, NINE - HOUR, 'UTC')).toBe('09:00')
  expect(wallDay(NINE, NINE - 48 * HOUR, 'UTC')).toBe('4 May, 09:00')
})

it('U17 a row tells when it comes; a show that should have begun tells what was planned', () => {
  const called = { sessionId: '1', createdAt: 0, firstStartedAt: NINE }
  expect(comes(NINE + MINUTE, { now: NINE, state: called }, 'UTC')).toBe('09:01 · in 1:00')
  expect(comes(NINE, { now: NINE, state: called }, 'UTC')).toBe('any moment')
  expect(comes(NINE, { now: NINE + HOUR, state: null }, 'UTC')).toBe('09:00')
})

it('U17 what interrupts names each cue as it is called, its department once', () => {
  const other = { ...cue, department: 'sound' as const, number: '3', label: '' }
  expect(spoken({ sign: 'standby', cues: [cue, other] })).toBe('Standby: LX 12 House out. SND 3')
  expect(spoken({ sign: 'stood-down', cues: [cue] })).toBe('Standby is off: LX 12 House out')
  expect([numberAlone(cue), numberAlone(other), numberAlone({ ...cue, number: 'SQ 1' }), numberAlone({ ...cue, number: '' })]).toEqual(['12', '3', 'SQ 1', ''])
})

it('U17 a change is told with what was there before, briefly', () => {
  const was = { number: '3', label: 'Music out', note: '', segment: 's', department: 'sound' }
  expect(changedCue({ kind: 'gone', id: 'b', was })).toBe('SND 3 Music out')
  const fields = [{ field: 'note' as const, before: '', after: 'x'.repeat(200) }]
  expect(changeWords({ kind: 'changed', id: 'a', cue, fields })).toEqual([`Note: nothing → ${'x'.repeat(80)}…`])
  expect(changeWords({ kind: 'new', id: 'a', cue })).toEqual(['New'])
})
