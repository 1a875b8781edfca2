/** U18: who has to be ready for what comes. */
import { expect, it } from 'vitest'
import type { Cue } from '../../../model/schema'
import { isMoved, readyOf } from './backstage'

const cue = (department: Cue['department'], number: string, label: string) => ({ department, number, label }) as Cue
const CUES = [cue('talent', '', 'Director to the wings'), cue('lighting', '12', 'House to half'), cue('lighting', '13', ''), cue('lighting', '14', 'Blue')]

it('U18 cues are told by department, the first of them in words', () => {
  expect(readyOf(CUES, [])).toEqual([
    { department: 'lighting', cues: ['12 House to half', '13'], more: 1 },
    { department: 'talent', cues: ['Director to the wings'], more: 0 },
  ])
  expect(readyOf(CUES, ['talent', 'sound']).map(({ department }) => department)).toEqual(['talent'])
})

it('U18 a time that is a minute off is told beside the planned one', () => {
  const row = { id: 'a', name: 'A', lasts: 0, standsBy: false, ready: [], planned: 1_000_000 }
  expect([1_059_999, 1_060_000, 940_000, null].map((at) => isMoved({ ...row, at }))).toEqual([false, true, true, false])
})
