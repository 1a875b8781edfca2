import { useEffect, useState } from 'react'

/** kept: the screen stays on; refused: the browser would not, as with a low battery; missing: it cannot, over plain http none can. */
export type Awake = 'asking' | 'kept' | 'refused' | 'missing'

/** Keeps the screen on while the page is in sight. A lock goes with the sight of the page, and is asked for again with it. */
export const useAwake = (): Awake => {
  const can = 'wakeLock' in navigator
  const [awake, setAwake] = useState<Awake>(can ? 'asking' : 'missing')
  useEffect(() => {
    if (!can) return undefined
    let lock: WakeLockSentinel | null = null
    let wanted = true
    const ask = async (): Promise<void> => {
      if (document.visibilityState !== 'visible' || (lock !== null && !lock.released)) return
      const got = await navigator.wakeLock.request('screen').catch(() => null)
      if (!wanted) return void got?.release()
      lock = got
      setAwake(got === null ? 'refused' : 'kept')
    }
    const asked = (): void => void ask()
    asked()
    document.addEventListener('visibilitychange', asked)
    // Some browsers give it only after a press.
    document.addEventListener('pointerup', asked)
    return () => {
      wanted = false
      document.removeEventListener('visibilitychange', asked)
      document.removeEventListener('pointerup', asked)
      void lock?.release()
    }
  }, [can])
  return awake
}
