/**
 * Copy, cut and paste in the grid, on what the browser's own events carry: they need no permission and work over plain
 * http (U5). While a cell is being written in, they are the text's.
 *
 *   copy(desk, clipboard) · cut(desk, clipboard) · paste(desk, clipboard) → whether it was the grid's affair
 */
import { rowsOfTsv } from '../../../model/tsv'
import { clearCells } from '../clearCells'
import type { ShowDesk } from '../desk'
import { count } from '../words'
import { copiedFrom } from './copied'
import { type Companion } from '../privately/companions'
import { privateLabel, writeNote } from '../privately/notes'
import { type Outcome, pasteCells } from './pasteCells'
import { pasteRows, rowsFrom } from './pasteRows'

/** The part of a DataTransfer that is needed. */
export interface Clipboard {
  readonly getData: (type: string) => string
  readonly setData: (type: string, data: string) => void
}

export const ROWS_TYPE = 'application/x-callboard-rows+json'
const TEXT_TYPE = 'text/plain'

/** What is pasted is one edit, and one edit has to fit into one message. */
const MOST_ROWS = 2000
const MOST_LETTERS = 500_000

const isWriting = ({ selection }: ShowDesk): boolean => selection.get().editing !== null

const put = (desk: ShowDesk, clipboard: Clipboard, { moving }: { readonly moving: boolean }): string | null => {
  const copied = isWriting(desk) ? null : copiedFrom(desk, { moving })
  if (!copied) return null
  clipboard.setData(TEXT_TYPE, copied.text)
  if (copied.rows) clipboard.setData(ROWS_TYPE, JSON.stringify(copied.rows))
  return copied.said
}

export const copy = (desk: ShowDesk, clipboard: Clipboard): boolean => {
  const said = put(desk, clipboard, { moving: false })
  if (said !== null) desk.announce(said)
  return said !== null
}

/** What is cut goes away as with the Delete key. */
export const cut = (desk: ShowDesk, clipboard: Clipboard): boolean => {
  const said = put(desk, clipboard, { moving: true })
  if (said === null) return false
  clearCells(desk)
  if (desk.selection.get().rows.length <= 1 && desk.cell?.column !== 'order') desk.announce(said, { undo: true })
  return true
}

const SHOWN = 2

const leftOut = (refused: readonly string[]): string => {
  if (refused.length === 0) return ''
  const more = refused.length - SHOWN
  return `. Left out: ${[...refused.slice(0, SHOWN), ...(more > 0 ? [`${more} more`] : [])].join(', ')}`
}

export const saidOf = ({ written, refused }: Outcome): string => {
  if (written === 0 && refused.length === 0) return 'Nobody types in this cell, so nothing was pasted'
  return `${written === 0 ? 'Nothing' : count(written, 'cell')} pasted${leftOut(refused)}`
}

const pasteText = (desk: ShowDesk, text: string): void => {
  const cells = text.length > MOST_LETTERS ? [] : rowsOfTsv(text)
  if (cells.length === 0 || cells.length > MOST_ROWS)
    return desk.announce(`That is too much to paste at once; ${MOST_ROWS} rows are the most. A whole table can be imported`)
  const outcome = pasteCells(desk, cells)
  desk.announce(saidOf(outcome), { undo: outcome.written > 0 })
}

/** Into this one cell and no other: what is beside it in a table may be for everybody. */
const pastePrivately = (desk: ShowDesk, companion: Companion, row: string, text: string): boolean => {
  companion.session.undo.stopCapturing()
  writeNote(companion, row, text.trimEnd())
  companion.session.undo.stopCapturing()
  desk.announce(`Pasted into ${privateLabel(companion)}`)
  return true
}

export const paste = (desk: ShowDesk, clipboard: Clipboard): boolean => {
  const { halted, active } = desk.selection.get()
  const text = clipboard.getData(TEXT_TYPE)
  if (isWriting(desk) || halted || !active || text === '') return false
  if (desk.beside) return pastePrivately(desk, desk.beside, active.row, text)
  // A step of its own, even right after typing into the same text.
  desk.session.undo.stopCapturing()
  const data = clipboard.getData(ROWS_TYPE)
  const rows = data.length > MOST_LETTERS * 4 ? null : rowsFrom(data)
  const said = rows && rows.rows.length <= MOST_ROWS ? pasteRows(desk, rows) : null
  if (said === null) pasteText(desk, text)
  else desk.announce(said, { undo: true })
  desk.session.undo.stopCapturing()
  return true
}
