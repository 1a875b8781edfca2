/** U18: what a screen shows is in its address, and what makes no sense there is said. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEPARTMENT_NAMES } from '../../../ui/Department'
import { BACKSTAGE, FIGURES, THEMES, TIMER, type TimerLook, readLook, readTimer, writeLook } from './screenAddress'

const DEFAULTS = readTimer('').look

it('U18 without anything there is the time that is left, by night, with names', () => {
  expect(DEFAULTS).toMatchObject({ show: 'remaining', theme: 'dark', warn: 120, danger: 60, names: true, mirror: false, zone: '' })
  expect(readLook(BACKSTAGE, '').look).toMatchObject({ rows: 3, departments: [] })
})

it('U18 everything can be said in the address', () => {
  const query = '?show=until-end&warn=300&danger=60&names=0&next=0&theme=light&mirror=1&zone=Europe/Lisbon&size=50&progress=0&wall=0'
  expect(readTimer(query)).toEqual({
    look: { show: 'until-end', warn: 300, danger: 60, names: false, next: false, theme: 'light', mirror: true, zone: 'Europe/Lisbon', size: 50, progress: false, wall: false },
    faults: [],
  })
  expect(readLook(BACKSTAGE, 'rows=5&departments=sound,lighting')).toMatchObject({ look: { rows: 5, departments: ['lighting', 'sound'] }, faults: [] })
})

describe('U18 what makes no sense is said and has its default', () => {
  it.each([
    ['show=left', '“show” takes remaining, elapsed, clock or until-end, not “left”: remaining is used.'],
    ['warn=-5', '“warn” takes seconds from 0 to 86400, not “-5”: 120 is used.'],
    ['warn=1e3', '“warn” takes seconds from 0 to 86400, not “1e3”: 120 is used.'],
    ['names=yes', '“names” takes 1 or 0, not “yes”: 1 is used.'],
    ['zone=Mars/Olympus', '“zone” takes a time zone such as Europe/Lisbon, not “Mars/Olympus”.'],
    ['size=5', '“size” takes hundredths from 20 to 100, not “5”: 100 is used.'],
    ['warn=30&danger=60', '“danger” is at most “warn”: 30 is used.'],
    [`show=${'x'.repeat(500)}`, `“show” takes remaining, elapsed, clock or until-end, not “${'x'.repeat(30)}…”: remaining is used.`],
  ])('%s', (query, sentence) => {
    const { faults, look } = readTimer(query)
    expect(faults).toEqual([sentence])
    expect({ ...look, warn: 120, danger: 60 }).toEqual(DEFAULTS)
  })

  it('a parameter that there is not', () => {
    expect(readTimer('colour=red').faults).toEqual([
      'There is no “colour”. There are show, warn, danger, names, next, progress, mirror, size, wall, zone, theme.',
    ])
    expect(readLook(BACKSTAGE, 'departments=sound,catering').faults[0]).toMatch(/^“departments” takes some of lighting, sound/)
  })

  it('and not a wall of it', () => {
    expect(readTimer('a=1&b=1&c=1&d=1&e=1&f=1').faults).toHaveLength(4)
  })
})

it('U18 with a later warning alone the last minute is within it', () => {
  expect(readTimer('warn=30')).toMatchObject({ look: { warn: 30, danger: 30 }, faults: [] })
})

const looks: fc.Arbitrary<TimerLook> = fc
  .record({
    show: fc.constantFrom(...FIGURES),
    theme: fc.constantFrom(...THEMES),
    zone: fc.constantFrom('', 'UTC', 'America/Argentina/Buenos_Aires'),
    warn: fc.integer({ min: 60, max: 86_400 }),
    danger: fc.integer({ min: 0, max: 60 }),
    size: fc.integer({ min: 20, max: 100 }),
    names: fc.boolean(),
    next: fc.boolean(),
    progress: fc.boolean(),
    mirror: fc.boolean(),
    wall: fc.boolean(),
  })

it('U18 an address that was written is read as what was meant', () => {
  fc.assert(fc.property(looks, (look) => void expect(readTimer(writeLook(TIMER, look))).toEqual({ look, faults: [] })))
  expect(writeLook(TIMER, DEFAULTS)).toBe('')
  const backstage = fc.record({
    rows: fc.integer({ min: 1, max: 12 }),
    departments: fc.subarray([...DEPARTMENT_NAMES]),
    theme: fc.constantFrom(...THEMES),
    zone: fc.constantFrom('', 'Asia/Tokyo'),
    wall: fc.boolean(),
  })
  fc.assert(fc.property(backstage, (look) => void expect(readLook(BACKSTAGE, writeLook(BACKSTAGE, look))).toEqual({ look, faults: [] })))
})
