import { describe, expect, it } from 'vitest'
import { ago, count, cueName, nameOf, quoted, typeWord } from './words'

describe('how things are said', () => {
  it.each([
    [-5000, 'just now'],
    [59_000, 'just now'],
    [60_000, '1 min ago'],
    [3_600_000, '1 h ago'],
    [26 * 3_600_000, '1 d ago'],
  ] as const)('%i ms ago is %s', (passed, said) => {
    const now = 1_800_000_000_000
    expect(ago(now - passed, now)).toBe(said)
  })

  it('gives the date of what is long ago', () => {
    expect(ago(Date.UTC(2020, 4, 5, 12), Date.UTC(2021, 1, 1))).toMatch(/2020/)
  })

  it('names what has no name, and shortens what has a long one', () => {
    expect(nameOf('  ')).toBe('Untitled')
    expect(quoted('a'.repeat(60))).toBe(`“${'a'.repeat(39)}…”`)
  })

  it('counts', () => {
    expect([count(1, 'cue'), count(0, 'cue'), count(2, 'person', 'people')]).toEqual(['1 cue', '0 cues', '2 people'])
    expect(typeWord('keynote')).toBe('Keynote')
  })
})

it.each([
  ['lighting', '12', 'LX 12'],
  ['lighting', 'LX 12', 'LX 12'],
  ['lighting', 'lx12', 'lx12'],
  ['effects', 'FXX', 'FX FXX'],
  ['sound', '', 'SND'],
] as const)('a cue of %s with the number %j is called %s', (department, number, name) => {
  expect(cueName({ department, number })).toBe(name)
})
