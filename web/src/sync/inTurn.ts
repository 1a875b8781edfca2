/**
 * Does something one at a time: what is asked for meanwhile is done once, after it, and whoever asks waits for both.
 * A failure is nobody's business: the next time that it is asked for, it is tried again.
 */
export const inTurn = (work: () => Promise<void>): (() => Promise<void>) => {
  let isWanted = false
  let working: Promise<void> | null = null
  const go = async (): Promise<void> => {
    try {
      while (isWanted) {
        isWanted = false
        await work()
      }
    } catch {
      // Without the server it waits for the next asking.
    } finally {
      working = null
    }
  }
  return () => {
    isWanted = true
    working ??= go()
    return working
  }
}
