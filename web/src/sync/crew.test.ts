/** U17: what one of the crew keeps for themselves. */
import { expect, it } from 'vitest'
import { belongings, keepFor } from './keeper'
import { giveUp } from './copies'
import { heardCall, LONGEST_NOTE, ownNotes, seenOf, typeSize, writeOwnNote } from './crew'

const SHOW = 'show/00000000-0000-4000-8000-000000000001'

it('U17 is theirs alone, stays within its limits, and goes with their copies', async () => {
  keepFor('account:cem')
  writeOwnNote(SHOW, 'cue-1', `  Wait for the nod  `)
  writeOwnNote(SHOW, 'cue-2', 'x'.repeat(LONGEST_NOTE + 7))
  seenOf(SHOW).set({ departments: ['lighting'], cues: {} })
  expect(ownNotes(SHOW).get()).toEqual({ 'cue-1': 'Wait for the nod', 'cue-2': 'x'.repeat(LONGEST_NOTE) })
  heardCall(SHOW).set({ at: 1, state: { sessionId: '1' } })
  keepFor('account:ana')
  expect(heardCall(SHOW).get()).toBeNull()
  expect([ownNotes(SHOW).get(), seenOf(SHOW).get()]).toEqual([{}, null])
  keepFor('account:cem')
  expect(ownNotes(SHOW).get()['cue-1']).toBe('Wait for the nod')
  writeOwnNote(SHOW, 'cue-2', ' ')
  for (let turn = 0; turn < 600; turn += 1) writeOwnNote(SHOW, `many-${turn}`, 'x')
  expect(Object.keys(ownNotes(SHOW).get())).toHaveLength(500)
  expect(ownNotes(SHOW).get()).not.toHaveProperty('cue-1')
  expect(await giveUp('account:cem')).toBe(true)
  expect(belongings().length).toBe(0)
  keepFor('')
})

it('U17 whatever is stored, the type has a size that there is', () => {
  for (const [stored, size] of [['3', 3], ['99', 1], ['"large"', 1], ['1.5', 1]] as const) {
    belongings().setItem('callboard:crew-size', stored)
    keepFor('account:x')
    keepFor('')
    expect(typeSize.get()).toBe(size)
  }
})
