import { useEffect } from 'react'
import { CUE_CELLS, type CueColumn, SEGMENT_COLUMNS, isColumn } from './columns'
import { useDesk } from './DeskContext'

/** The field behind a column; a column without one stands for itself. */
const fieldOf = (column: string): string =>
  isColumn(column) ? (SEGMENT_COLUMNS[column].cell?.field ?? column) : (CUE_CELLS[column as CueColumn]?.field ?? column)

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
