import type { World } from '../../../live/channel'

/** What a channel needs of this browser. */
export const browser: World = {
  socket: (url) => new WebSocket(url),
  fetch: (...asked) => fetch(...asked),
  now: () => performance.now(),
  later: (wait, then) => {
    const timer = setTimeout(then, wait)
    return () => clearTimeout(timer)
  },
  chance: () => Math.random(),
}
