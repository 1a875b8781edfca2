import { useEffect } from 'react'
import { useReady, useStatus } from '../../react/useSession'
import { useDesk } from './DeskContext'
import { askWhy } from './parting'

/** Finds out why the server does not open the show, and asks at once what is to become of a copy that it cannot take. */
export const useParting = (): void => {
  const desk = useDesk()
  const ready = useReady()
  const { kind } = useStatus()
  useEffect(() => {
    desk.parting.set(null)
    if (kind !== 'denied' && kind !== 'closed') return undefined
    let wanted = true
    const ask = async (): Promise<void> => {
      const parting = await askWhy(desk.session.name, ready ? desk.show.meta.epoch : null)
      if (!wanted) return
      desk.parting.set(parting)
      if (parting.kind === 'otherHistory') desk.dialog.set({ kind: 'history' })
    }
    void ask()
    return () => {
      wanted = false
    }
  }, [desk, kind, ready])
}
