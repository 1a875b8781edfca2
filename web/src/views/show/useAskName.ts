import { useEffect } from 'react'
import { askName } from '../shell/askName'
import { useDesk } from './DeskContext'

/** A name matters from the first own edit on, and while somebody else is here; nobody is asked while writing. */
export const useAskName = (): void => {
  const desk = useDesk()
  useEffect(() => {
    const { presence, undo } = desk.session
    let edited = false
    const look = (): void => {
      if (desk.selection.get().editing === null && (edited || presence.get().length > 0)) askName()
    }
    const changed = (): void => {
      edited = true
      look()
    }
    look()
    undo.on('stack-item-added', changed)
    const stops = [presence.subscribe(look), desk.selection.subscribe(look)]
    return () => {
      undo.off('stack-item-added', changed)
      for (const stop of stops) stop()
    }
  }, [desk])
}
