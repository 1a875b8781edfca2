import { useEffect } from 'react'
import { actionFor } from '../../actions/action'
import { onMac } from '../../actions/keys'
import { type ShowActionName, showActions } from '../../actions/showActions'
import { useDesk } from './DeskContext'

/** Commands that need no row: they work wherever on the screen the focus is. */
const EVERYWHERE: ReadonlySet<ShowActionName> = new Set(['undo', 'redo', 'print', 'shortcuts'])
const anywhere = showActions.filter((action) => EVERYWHERE.has(action.name))

const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null

const mac = onMac(navigator)

/** Keys that are heard wherever the focus is: undo, print, the sheet of shortcuts. The grid hears its own first. */
export const useGlobalKeys = ({ isOn }: { readonly isOn: boolean }): void => {
  const desk = useDesk()
  useEffect(() => {
    if (!isOn) return undefined
    const heard = (event: KeyboardEvent): void => {
      // In a field outside the grid, undo is the field's own.
      if (event.defaultPrevented || isField(event.target) || desk.dialog.get()) return
      const action = actionFor(anywhere, event, desk.actionContext(), { typing: false, mac })
      if (action === null) return
      event.preventDefault()
      desk.perform(action)
    }
    document.addEventListener('keydown', heard)
    return () => document.removeEventListener('keydown', heard)
  }, [desk, isOn])
}
