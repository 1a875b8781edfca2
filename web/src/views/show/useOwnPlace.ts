import { useEffect } from 'react'
import { type Column, COLUMNS } from '../../sync/preferences'
import { CUE_CELLS, type CueColumn, SEGMENT_COLUMNS } from './columns'
import { useDesk } from './DeskContext'

const isColumn = (name: string): name is Column => COLUMNS.some((column) => column === name)

/** The field behind a column; a column without one stands for itself. */
const fieldOf = (column: string): string =>
  isColumn(column) ? (SEGMENT_COLUMNS[column].cell?.field ?? column) : (CUE_CELLS[column as CueColumn]?.field ?? column)

/** The column in which a field is shown. */
export const columnOf = (record: string, field: string): string => {
  if (record === 'cues') return field
  return COLUMNS.find((column) => SEGMENT_COLUMNS[column].cell?.field === field) ?? (isColumn(field) ? field : 'name')
}

/** Tells the others in which cell one is, from the first cell that one goes to. */
export const useOwnPlace = (): void => {
  const desk = useDesk()
  useEffect(() => {
    const { presence } = desk.session
    const stop = desk.selection.subscribe(() => {
      const { cell } = desk
      // While a text is edited its field tells the place of the caret as well.
      if (!cell) presence.here(null)
      else if (desk.selection.get().editing === null)
        presence.here({ record: cell.record, id: cell.id, field: fieldOf(cell.column) })
    })
    return () => {
      stop()
      presence.here(null)
    }
  }, [desk])
}
