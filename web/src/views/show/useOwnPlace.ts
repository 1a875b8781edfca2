import { useEffect } from 'react'
import type { Presence } from '../../sync/presence'
import { CUE_CELLS, type CueColumn, SEGMENT_COLUMNS, isColumn, isPrivate } from './columns'
import { useDesk } from './DeskContext'
import { notePlace } from './privately/notes'

/** The field behind a column; a column without one stands for itself. */
const fieldOf = (column: string): string =>
  isColumn(column) ? (SEGMENT_COLUMNS[column].cell?.field ?? column) : (CUE_CELLS[column as CueColumn]?.field ?? column)

/** Tells the others in which cell one is, from the first cell that one goes to. */
export const useOwnPlace = (): void => {
  const desk = useDesk()
  useEffect(() => {
    let told: Presence | null = null
    const stop = desk.selection.subscribe(() => {
      const { cell, beside } = desk
      // In a private column, those hear of it who may see it, and the others of nothing (A23).
      const { presence } = (beside ?? desk).session
      if (told !== presence) told?.here(null)
      told = presence
      // While a text is edited its field tells the place of the caret as well.
      if (!cell || (beside === null && isPrivate(cell.column))) presence.here(null)
      else if (desk.selection.get().editing === null)
        presence.here(beside ? notePlace(cell.id) : { record: cell.record, id: cell.id, field: fieldOf(cell.column) })
    })
    return () => {
      stop()
      told?.here(null)
    }
  }, [desk])
}
