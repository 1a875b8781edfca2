import { useCallback, useSyncExternalStore } from 'react'
import { useSession } from '../../react/useSession'

const EVENTS = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const

/** Whether there is an edit of one's own to take back or to bring back (U2). */
export const useUndo = (): { canUndo: boolean; canRedo: boolean } => {
  const { undo } = useSession()
  const subscribe = useCallback(
    (listener: () => void) => {
      for (const event of EVENTS) undo.on(event, listener)
      return () => {
        for (const event of EVENTS) undo.off(event, listener)
      }
    },
    [undo],
  )
  const canUndo = useSyncExternalStore(subscribe, () => undo.canUndo())
  const canRedo = useSyncExternalStore(subscribe, () => undo.canRedo())
  return { canUndo, canRedo }
}
