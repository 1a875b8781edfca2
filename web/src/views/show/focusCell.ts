/**
 * The focus of the page follows the active cell. It is moved only on behalf of a person's own key or press, never
 * because somebody else changed something (U6).
 */
import type { ShowDesk } from './desk'
import type { Cell } from './grid/selection'

const HEAD = 44

export const cellElement = (root: ParentNode, { row, column }: Cell): HTMLElement | null =>
  root.querySelector(`[data-row="${CSS.escape(row)}"][data-column="${CSS.escape(column)}"]`)

/** Scrolls just as far as needed, past the head that stands over the first rows. */
const bringIntoView = (cell: HTMLElement, scroller: HTMLElement): void => {
  const box = cell.getBoundingClientRect()
  const frame = scroller.getBoundingClientRect()
  if (box.top < frame.top + HEAD) scroller.scrollTop -= frame.top + HEAD - box.top
  else if (box.bottom > frame.bottom)
    scroller.scrollTop += Math.min(box.bottom - frame.bottom + 8, box.top - frame.top - HEAD)
  if (box.left < frame.left) scroller.scrollLeft -= frame.left - box.left
  else if (box.right > frame.right) scroller.scrollLeft += box.right - frame.right
}

/** Rows far from what was in sight get their real height only when they come near, and push the cell out again. */
const FRAMES = 4

const keepInView = (desk: ShowDesk, scroller: HTMLElement, { row, column }: Cell, frames = FRAMES): void => {
  requestAnimationFrame(() => {
    const { active } = desk.selection.get()
    const cell = active?.row === row && active.column === column ? cellElement(scroller, active) : null
    if (!cell) return
    bringIntoView(cell, scroller)
    if (frames > 1) keepInView(desk, scroller, { row, column }, frames - 1)
  })
}

/** Scrolls to the active cell; the focus stays where it is. */
export const showActive = (desk: ShowDesk, scroller: HTMLElement | null): HTMLElement | null => {
  const { active } = desk.selection.get()
  const cell = active && scroller ? cellElement(scroller, active) : null
  if (!active || !scroller || !cell) return null
  const before = scroller.scrollTop
  bringIntoView(cell, scroller)
  if (scroller.scrollTop !== before) keepInView(desk, scroller, active)
  return cell
}

/** Puts the focus on the active cell; while it is edited its field has taken the focus itself. */
export const focusActive = (desk: ShowDesk, scroller: HTMLElement | null): void => {
  if (desk.dialog.get() || desk.menu.get() || desk.fixes.get()) return
  const cell = showActive(desk, scroller)
  if (cell && desk.selection.get().editing === null) cell.focus({ preventScroll: true })
}
