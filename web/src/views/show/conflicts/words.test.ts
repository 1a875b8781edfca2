import { describe, expect, it } from 'vitest'
import { deletedRow, madeTwice, movedRow, person, twoStarts } from './examples'
import { amountWords, arrivalWords, buttonWords, doneWords, sideWords, standingWords } from './words'

const buttons = (conflict: Parameters<typeof buttonWords>[0]) => [buttonWords(conflict, 'stands'), buttonWords(conflict, 'other')]

describe('a conflict in words (U10)', () => {
  it('has two buttons that say what they do', () => {
    expect(buttons(twoStarts())).toEqual(['Keep 18:30', 'Use 18:45 instead'])
    expect(buttons(deletedRow)).toEqual(['Leave it deleted', 'Bring it back'])
    expect(buttons(madeTwice)).toEqual(['Keep this copy', 'Use the hidden copy'])
    expect(buttons(movedRow)).toEqual(['Leave it there', 'Put it where Ana had it'])
  })

  it('says of a row that one deleted and the other brought back which of the two it is', () => {
    const path = 'segments/a/deleted_at'
    const [deleted, kept] = [{ ...twoStarts().stands, said: 'deleted' }, { ...twoStarts().other, said: 'kept' }]
    expect(buttons({ ...twoStarts(), path, what: '', stands: deleted, other: kept })).toEqual(['Leave it deleted', 'Bring it back'])
    expect(buttons({ ...twoStarts(), path, what: '', stands: kept, other: deleted })).toEqual(['Keep it', 'Delete it after all'])
  })

  it('cuts a long value on a button, and names whoever gave no name', () => {
    const long = { ...twoStarts(), other: { ...twoStarts().other, said: `‘${'a long story '.repeat(6)}’` } }
    expect(buttonWords(long, 'other').length).toBeLessThan(50)
    expect(sideWords(long, 'other')).toBe(long.other.said)
    const unknown = { ...movedRow, other: { ...movedRow.other, by: person('') } }
    expect(buttonWords(unknown, 'other')).toBe('Put it where somebody had it')
  })

  it('tells which of the two stands without a colour, and what each did', () => {
    expect([standingWords(twoStarts(), 'stands'), standingWords(twoStarts(), 'other')]).toEqual(['Stands', 'Not in the show'])
    expect([standingWords(madeTwice, 'stands'), standingWords(madeTwice, 'other')]).toEqual(['Stands', 'Hidden'])
    expect([sideWords(deletedRow, 'stands'), sideWords(deletedRow, 'other')]).toEqual(['deleted', 'changed its notes and start'])
    expect(sideWords(movedRow, 'other')).toBe('moved it')
  })

  it('is told done as what is so now', () => {
    expect([doneWords(twoStarts(), 'stands'), doneWords(twoStarts(), 'other')]).toEqual(['18:30 stays', '18:45 stands now'])
    expect(doneWords(deletedRow, 'other')).toBe('Segment ‘Film’ is back, with its notes and start')
  })

  it('is told to the two as theirs, to everybody else with both names, and many are counted', () => {
    expect(arrivalWords([twoStarts()], 'ben')).toBe('Ana’s change of segment ‘Doors’ start met yours; 18:30 stands.')
    expect(arrivalWords([twoStarts()], 'ana')).toBe('Ben’s change of segment ‘Doors’ start met yours; 18:30 stands.')
    expect(arrivalWords([twoStarts()], 'eve')).toBe(`${twoStarts().sentence}.`)
    expect(arrivalWords([deletedRow], 'ana')).toBe(`${deletedRow.sentence}.`)
    expect(arrivalWords([twoStarts('a'), twoStarts('b'), twoStarts('c')], 'ana')).toBe('3 edits met others: have a look')
    expect(amountWords(1)).toBe('1 edit met another')
  })
})
