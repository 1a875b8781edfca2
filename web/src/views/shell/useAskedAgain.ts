import { useEffect, useEffectEvent } from 'react'

const EVERY_MS = 5_000

/** Asks once, when it comes into sight. */
export const useFirst = (ask: () => Promise<unknown>): void => {
  const first = useEffectEvent(() => void ask())
  useEffect(() => first(), [])
}

/**
 * Asks again when the network goes or comes, and every few seconds while the server does not answer: what was cut off
 * says so at once, and mends itself.
 */
export const useAskedAgain = (ask: () => Promise<unknown>, { isAway }: { readonly isAway: boolean }): void => {
  const again = useEffectEvent(() => {
    if (document.visibilityState === 'visible') void ask()
  })
  useEffect(() => {
    const timer = isAway ? setInterval(() => again(), EVERY_MS) : undefined
    const happening = (): void => again()
    const happenings = ['online', 'offline', 'visibilitychange'] as const
    for (const name of happenings) (name === 'visibilitychange' ? document : window).addEventListener(name, happening)
    return () => {
      clearInterval(timer)
      for (const name of happenings) (name === 'visibilitychange' ? document : window).removeEventListener(name, happening)
    }
  }, [isAway])
}
