/**
 * The mouse and the finger in the grid: a press goes to a cell, a second one opens it; Shift extends, Mod adds a row;
 * the other button opens the row's menu. On a narrow screen a tap opens the whole segment.
 */
import { type MouseEvent, type PointerEvent, type RefObject, useMemo } from 'react'
import { flushSync } from 'react-dom'
import type { ShowDesk } from './desk'
import { focusActive } from './focusCell'
import type { Cell } from './grid/selection'
import { COMPACT } from './useTableWidth'

const cellAt = (target: EventTarget): Cell | null => {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row][data-column]') : null
  const { row, column } = cell?.dataset ?? {}
  return row !== undefined && column !== undefined ? { row, column } : null
}

const inField = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('input, textarea, button, [role=listbox]') !== null

const press = (desk: ShowDesk, cell: Cell, event: MouseEvent, { again }: { again: boolean }): void => {
  desk.editing.leave()
  desk.selection.resume()
  if (event.shiftKey) desk.selection.extendTo(cell.row)
  else if (event.ctrlKey || event.metaKey) desk.selection.toggle(cell)
  else if (again || event.detail > 1 || desk.recordOf(cell.row) === null) {
    desk.selection.place(cell)
    if (cell.column !== 'order') desk.beginEdit('keep')
  } else desk.selection.place(cell)
}

export const useGridPointer = (desk: ShowDesk, scroller: RefObject<HTMLElement | null>) =>
  useMemo(() => {
    const act = (done: () => void): void => {
      flushSync(done)
      focusActive(desk, scroller.current)
    }
    const isCompact = (): boolean => (scroller.current?.clientWidth ?? Infinity) < COMPACT

    /** Whether the press began in the cell that has the focus: then it opens it. */
    let again = false

    const onClick = (event: MouseEvent): void => {
      const cell = cellAt(event.target)
      if (!cell || inField(event.target)) return
      if (isCompact() && desk.recordOf(cell.row) !== null) return openSheet(desk, cell)
      act(() => press(desk, cell, event, { again }))
    }
    /** The focus is given by the click; without this a press on a cell would first take it out of the grid. */
    const onPointerDown = (event: PointerEvent): void => {
      again =
        document.activeElement !== null &&
        document.activeElement === (event.target as Element).closest('[data-row][data-column]')
      if (event.shiftKey && !inField(event.target)) event.preventDefault()
    }
    const onContextMenu = (event: MouseEvent): void => {
      const cell = cellAt(event.target)
      if (!cell || inField(event.target) || desk.recordOf(cell.row) === null) return
      event.preventDefault()
      act(() => {
        if (!desk.selection.get().rows.includes(cell.row)) desk.selection.place(cell)
      })
      desk.menu.set(cell.row)
    }
    return { onClick, onPointerDown, onContextMenu }
  }, [desk, scroller])

const openSheet = (desk: ShowDesk, { row, column }: Cell): void => {
  desk.selection.place({ row, column })
  const segment = desk.show.cues[row]?.segment ?? row
  desk.dialog.set({ kind: 'segment', id: segment })
}
