/**
 * Keys pressed in the grid. The table says what the person wants (grid/keys.ts); here it is done, at once, so that
 * the character that opened a cell is typed into the field that has just appeared in it.
 */
import { type KeyboardEvent, type RefObject, useMemo } from 'react'
import { flushSync } from 'react-dom'
import { type Action, actionFor } from '../../actions/action'
import { onMac } from '../../actions/keys'
import { type ShowContext, showActions } from '../../actions/showActions'
import type { ShowDesk } from './desk'
import { clearCells } from './clearCells'
import { focusActive } from './focusCell'
import { type Intent, type Mode, intentOf, printable } from './grid/keys'

interface Here {
  readonly desk: ShowDesk
  readonly page: number
}

type Perform = { [D in Intent['do']]: (here: Here, intent: Extract<Intent, { do: D }>) => void }

/** The segment a row belongs to: its own, or that of a cue. */
const segmentOf = (desk: ShowDesk): string | null => {
  const { cell } = desk
  if (!cell) return null
  return cell.record === 'segments' ? cell.id : (desk.show.cues[cell.id]?.segment ?? null)
}

const setCues = (desk: ShowDesk, { open }: { open: boolean }): void => {
  const segment = segmentOf(desk)
  if (segment === null) return
  desk.setOpen(segment, { open })
  if (!open && desk.cell?.record === 'cues') desk.selection.place({ row: segment, column: 'name' })
}

/** What Enter does in cells that hold no field of their own. */
const OPENERS: Readonly<Record<string, (desk: ShowDesk, id: string) => void>> = {
  order: (desk, id) => desk.dialog.set({ kind: 'segment', id }),
  cues_count: (desk, id) => desk.setOpen(id, { open: !desk.open.get().has(id) }),
  created_by: () => {},
  updated_at: () => {},
}

const openCell = (desk: ShowDesk): void => {
  const { cell } = desk
  const opener = cell?.record === 'segments' ? OPENERS[cell.column] : undefined
  if (opener && cell) opener(desk, cell.id)
  else desk.beginEdit('keep')
}

const PERFORM: Perform = {
  go: ({ desk, page }, { step }) => desk.selection.go(step, page),
  extend: ({ desk }, { by }) => desk.selection.extend(by),
  commit: ({ desk }, { step }) => void desk.editing.commit(step),
  cancel: ({ desk }) => desk.editing.cancel(),
  edit: ({ desk }) => openCell(desk),
  replace: ({ desk }) => desk.beginEdit('replace'),
  unselect: ({ desk }) => desk.selection.unselect(),
  selectAll: ({ desk }) => desk.selection.selectAll(),
  ignore: () => {},
  clear: ({ desk }) => clearCells(desk),
  openCues: ({ desk }) => setCues(desk, { open: true }),
  closeCues: ({ desk }) => setCues(desk, { open: false }),
  rowMenu: ({ desk }) => desk.menu.set(desk.cell?.id ?? null),
  fixes: ({ desk }) => desk.openFixes(segmentOf(desk)),
  details: ({ desk }) => {
    const segment = segmentOf(desk)
    if (segment !== null) desk.dialog.set({ kind: 'segment', id: segment })
  },
}

const perform = (here: Here, intent: Intent): void =>
  (PERFORM[intent.do] as (here: Here, intent: Intent) => void)(here, intent)

/** Cells in which a letter opens a field; elsewhere it does nothing. */
const writable = (desk: ShowDesk): boolean => {
  const column = desk.selection.get().active?.column
  return column !== undefined && !(column in OPENERS)
}

const modeOf = ({ selection }: ShowDesk): Mode => {
  const { editing, halted } = selection.get()
  if (editing !== null) return 'edit'
  return halted ? 'halted' : 'navigate'
}

const mac = onMac(navigator)

/** At its outer ends the grid lets Tab go on to what is around it; after Escape it does so everywhere. */
const leaves = (desk: ShowDesk, key: KeyboardEvent, { escaped }: { escaped: boolean }): boolean => {
  if (key.key !== 'Tab' || modeOf(desk) !== 'navigate') return false
  if (escaped) return true
  const { active } = desk.selection.get()
  const edge = key.shiftKey ? desk.selection.rows[0] : desk.selection.rows.at(-1)
  const column = key.shiftKey ? edge?.columns[0] : edge?.columns.at(-1)
  return !active || (active.row === edge?.id && active.column === column)
}

const ROW = 40

const hearKeys = (desk: ShowDesk, scroller: RefObject<HTMLElement | null>) => {
  let escaped = false
  return (event: KeyboardEvent<HTMLElement>): void => {
    const { selection } = desk
    const mode = modeOf(desk)
    const press = event.nativeEvent
    if (event.defaultPrevented || leaves(desk, event, { escaped })) return
    const intent = intentOf(mode, press, { mac })
    escaped = mode !== 'edit' && event.key === 'Escape' && selection.get().rows.length <= 1
    const act = (done: () => void): void => {
      event.stopPropagation()
      flushSync(done)
      focusActive(desk, scroller.current)
    }
    /** Undo in a shared text is the document's; in any other field it is the field's own. */
    const command = (action: Action<ShowContext>, { typing }: { typing: boolean }): void => {
      if (typing && !desk.editing.sharesText) return
      event.preventDefault()
      act(() => void desk.perform(action))
      // What one's own command took away was no accident.
      selection.resume()
    }
    const here = { desk, page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / ROW) - 1) }
    if (intent) {
      event.preventDefault()
      if (intent.do !== 'ignore') selection.resume()
      return act(() => perform(here, intent))
    }
    const letters = writable(desk) ? 'type' : 'command'
    const action = actionFor(showActions, press, desk.actionContext(), { typing: mode !== 'navigate', letters, mac })
    if (action) return command(action, { typing: mode === 'edit' })
    if (mode === 'halted') return printable(press) ? event.preventDefault() : undefined
    // Not prevented: the browser puts the character into the field that has the focus now.
    if (mode === 'navigate' && letters === 'type' && printable(press)) act(() => perform(here, { do: 'replace' }))
  }
}

export const useGridKeys = (desk: ShowDesk, scroller: RefObject<HTMLElement | null>) =>
  useMemo(() => hearKeys(desk, scroller), [desk, scroller])
