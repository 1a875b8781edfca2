import { useEffect } from 'react'

/** While the window lies open and nobody comes back to it. */
const EVERY_MS = 60_000

/** Something of one's own that the account keeps for all of one's devices. */
export interface InStep {
  /** Sends every choice made here; gives back the way to stop. */
  follow(): () => void
  readonly exchange: () => Promise<void>
}

/** Keeps it in step: at first, on coming back to the window or to the network, and now and then. */
export const useInStep = (kept: InStep | null): void => {
  useEffect(() => {
    if (kept === null) return
    const exchange = (): void => {
      if (document.visibilityState === 'visible') void kept.exchange()
    }
    const stop = kept.follow()
    const timer = setInterval(exchange, EVERY_MS)
    document.addEventListener('visibilitychange', exchange)
    addEventListener('focus', exchange)
    addEventListener('online', exchange)
    exchange()
    return () => {
      stop()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', exchange)
      removeEventListener('focus', exchange)
      removeEventListener('online', exchange)
    }
  }, [kept])
}
