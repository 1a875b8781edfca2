import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowsOfTsv, tsvOf } from './tsv'

describe('cells on the clipboard', () => {
  it.each([
    ['a spreadsheet ends every row with a line break', 'Doors\t18:30\r\nFilm\t19:00\r\n', [['Doors', '18:30'], ['Film', '19:00']]],
    ['a cell of two lines is quoted', '"one\ntwo"\tnext', [['one\ntwo', 'next']]],
    ['quotation marks inside are doubled', '"say ""go""\n"', [['say "go"\n']]],
    ['a mark inside a cell is a letter', '12" drum\tx', [['12" drum', 'x']]],
    ['a mark that nobody closes is a letter', '"Hamlet\tAct 1', [['"Hamlet', 'Act 1']]],
    ['an empty cell is a cell', 'a\t\tb\n\t', [['a', '', 'b'], ['', '']]],
    ['nothing is one empty cell', '', [['']]],
  ] as const)('%s', (_what, text, rows) => {
    expect(rowsOfTsv(text)).toEqual(rows)
  })

  it('gives back what was copied, whatever it holds', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ' ') })
    // A single column whose last row is empty ends with the line break that ends a row; no spreadsheet tells them apart.
    const rows = fc.integer({ min: 2, max: 4 }).chain((width) => fc.array(fc.array(letters, { minLength: width, maxLength: width }), { minLength: 1 }))
    fc.assert(fc.property(rows, (cells) => void expect(rowsOfTsv(tsvOf(cells))).toEqual(cells)))
  })
})
