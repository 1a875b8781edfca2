import { useEffect } from 'react'
import { useMayEdit, useStatus } from '../../../react/useSession'
import { useDesk } from '../DeskContext'

/** While the window lies open and nobody comes back to it. */
const EVERY_MS = 60_000

/** Asks which private columns there are: when the server hints or is back, when one's rights change, on coming back, now and then. */
export const useFreshCompanions = (): void => {
  const { companions, session } = useDesk()
  const mayEdit = useMayEdit()
  const isThere = ['saved-server', 'saving', 'denied', 'closed'].includes(useStatus().kind)
  useEffect(() => {
    const ask = (): void => {
      if (document.visibilityState === 'visible') void companions.refresh()
    }
    if (isThere) ask()
    const stop = session.hints.on('companions', ask)
    const timer = setInterval(ask, EVERY_MS)
    document.addEventListener('visibilitychange', ask)
    addEventListener('focus', ask)
    return () => {
      stop()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', ask)
      removeEventListener('focus', ask)
    }
  }, [companions, session, mayEdit, isThere])
}
