import { describe, expect, it } from 'vitest'
import { type Choice, offered } from './choices'

const CHOICES: readonly Choice[] = [
  { value: 'lighting', word: 'Lighting', also: ['LX'] },
  { value: 'in_progress', word: 'In progress' },
  { value: 'sound', word: 'Sound', also: ['SND'] },
]
const values = (typed: string, free = false): string[] =>
  offered(CHOICES, typed, { free }).map((choice) => choice.value)

describe('finding one of a list by typing', () => {
  it('offers all before anything is typed', () => {
    expect(values(' ')).toEqual(['lighting', 'in_progress', 'sound'])
  })

  it('finds by the beginning of any of its words, then by what is inside', () => {
    expect(values('LX')).toEqual(['lighting'])
    expect(values('i')).toEqual(['in_progress', 'lighting'])
    expect(values('xyz')).toEqual([])
  })

  it('offers what was typed last where anything may be written, unless it is one of the list', () => {
    expect(values('so', true)).toEqual(['sound', 'so'])
    expect(values('SOUND', true)).toEqual(['sound'])
    expect(values(' Raffle ', true)).toEqual(['Raffle'])
  })
})
