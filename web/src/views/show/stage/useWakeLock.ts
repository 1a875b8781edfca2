import { useEffect } from 'react'

/**
 * Keeps a screen that nobody touches from going dark, where the browser offers that (over https, and on this machine).
 * A browser takes the lock back whenever the page is out of sight; it is asked for anew when it is seen again.
 */
export const useWakeLock = (): void => {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return undefined
    let lock: WakeLockSentinel | null = null
    let isOver = false
    const ask = async (): Promise<void> => {
      if (document.visibilityState !== 'visible' || (lock !== null && !lock.released)) return
      // A battery that is low, or a machine that forbids it: the screen then does as the machine is set.
      const given = await navigator.wakeLock.request('screen').catch(() => null)
      if (isOver) void given?.release()
      else lock = given
    }
    const again = (): void => void ask()
    void ask()
    document.addEventListener('visibilitychange', again)
    return () => {
      isOver = true
      document.removeEventListener('visibilitychange', again)
      void lock?.release()
    }
  }, [])
}
