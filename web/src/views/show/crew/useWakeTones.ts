import { useEffect } from 'react'
import { notifications } from '../../../sync/notifications'
import { tones } from './tones'

/** Whoever wants sounds hears them from the first press on: browsers let no page sound before. */
export const useWakeTones = (): void => {
  useEffect(() => {
    const pressed = (): void => {
      if (notifications.get().sound) void tones.wake()
    }
    document.addEventListener('pointerup', pressed)
    document.addEventListener('keydown', pressed)
    return () => {
      document.removeEventListener('pointerup', pressed)
      document.removeEventListener('keydown', pressed)
    }
  }, [])
}
