/**
 * The Delete key: whole rows when several are picked or the row's number is active, else the contents of the cell.
 */
import { setFields } from '../../model/showEdits'
import { SHOW } from '../../model/schema.gen'
import type { RecordName } from '../../model/schema'
import { cellKind } from './columns'
import type { ShowDesk } from './desk'
import { writeNote } from './privately/notes'

/** Emptied means: as a new row has it. */
const defaultOf = (record: RecordName, field: string): unknown => {
  const fields: Readonly<Record<string, { readonly default: unknown }>> = SHOW.roots[record].fields
  return fields[field]?.default
}

export const clearCells = (desk: ShowDesk): void => {
  const { cell } = desk
  if (!cell || !desk.mayEditHere()) return
  if (desk.beside) return writeNote(desk.beside, cell.id, '')
  if (desk.selection.get().rows.length > 1 || cell.column === 'order') {
    desk.performNamed('delete')
    return
  }
  const field = cellKind(cell.record, cell.column)?.field
  if (field === undefined) return
  setFields(desk.session.doc, cell.record, [cell.id], { [field]: defaultOf(cell.record, field) }, desk.context())
}
