/**
 * Cells as spreadsheets put them on the clipboard: columns parted by tabs, rows by line breaks; a cell that holds
 * either, or a quotation mark at its beginning, stands in quotation marks, doubled inside.
 *
 *   tsvOf(rows) → string          rowsOfTsv(text) → string[][]
 */
const NEEDS_QUOTES = /[\t\r\n]|^"/

const cellText = (cell: string): string => (NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

export const tsvOf = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map(cellText).join('\t')).join('\n')

/** A quoted cell up to its closing mark, or anything up to the next tab or line break; then what parts it from the next. */
const CELL = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/y

/** A mark that opens a cell and is never closed is a letter like any other. */
const nextCell = (text: string, at: number): { readonly cell: string; readonly end: number; readonly mark: string } => {
  CELL.lastIndex = at
  const match = CELL.exec(text)
  const [whole = '', quoted, plain = '', mark = ''] = match ?? []
  return { cell: quoted === undefined ? plain : quoted.replaceAll('""', '"'), end: at + whole.length, mark }
}

/** The line break that ends the last row makes no row of its own. */
export const rowsOfTsv = (pasted: string): string[][] => {
  const text = pasted.replaceAll(/\r\n?/g, '\n').replace(/\n$/, '')
  const rows: string[][] = [[]]
  let at = 0
  for (;;) {
    const { cell, end, mark } = nextCell(text, at)
    rows.at(-1)?.push(cell)
    if (mark === '') return rows
    if (mark === '\n') rows.push([])
    at = end
  }
}
