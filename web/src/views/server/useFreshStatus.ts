import { useEffect } from 'react'
import { serverStatus } from './ourServer'

const EVERY_MS = 5000

/** Asks anew while the page is in sight, and at once on coming back to it. */
export const useFreshStatus = (): void => {
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible') void serverStatus.refresh()
    }
    refresh()
    const timer = setInterval(refresh, EVERY_MS)
    const happenings = ['online', 'visibilitychange'] as const
    for (const happening of happenings) addEventListener(happening, refresh)
    return () => {
      clearInterval(timer)
      for (const happening of happenings) removeEventListener(happening, refresh)
    }
  }, [])
}
