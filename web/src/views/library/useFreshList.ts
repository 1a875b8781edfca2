import { useEffect } from 'react'
import { library } from './ourLibrary'

const EVERY_MS = 20_000
const EVERY_OFFLINE_MS = 5_000

/** Keeps the list up to date while it is in sight: at once, on coming back to the window, and now and then. */
export const useFreshList = (isHere: boolean): void => {
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible') void library.refresh()
    }
    refresh()
    const timer = setInterval(refresh, isHere ? EVERY_MS : EVERY_OFFLINE_MS)
    const happenings = ['focus', 'online', 'visibilitychange'] as const
    for (const happening of happenings) addEventListener(happening, refresh)
    return () => {
      clearInterval(timer)
      for (const happening of happenings) removeEventListener(happening, refresh)
    }
  }, [isHere])
}
