/** The present time, told twice a minute and only while somebody listens: for "4 min ago". */
import type { Readable } from '../../sync/readable'

const EVERY = 30_000

const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | null = null

const tick = (): void => {
  now = Date.now()
  for (const listener of listeners) listener()
}

export const minutes: Readable<number> = {
  get: () => now,
  subscribe: (listener) => {
    listeners.add(listener)
    if (timer === null) {
      now = Date.now()
      timer = setInterval(tick, EVERY)
    }
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0 || timer === null) return
      clearInterval(timer)
      timer = null
    }
  },
}
