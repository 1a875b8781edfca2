import { useEffect, useRef, useState } from 'react'

const IDLE_AFTER = 3000

/** True for three seconds after somebody moved the pointer, touched the screen or pressed a key. */
export const useTouched = (): boolean => {
  const [isTouched, setTouched] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const touched = (): void => {
      setTouched(true)
      clearTimeout(timer)
      timer = setTimeout(() => setTouched(false), IDLE_AFTER)
    }
    const signs = ['pointermove', 'pointerdown', 'keydown'] as const
    for (const sign of signs) addEventListener(sign, touched)
    return () => {
      clearTimeout(timer)
      for (const sign of signs) removeEventListener(sign, touched)
    }
  }, [])
  return isTouched
}

/** Full screen and back; a browser that has no such thing does nothing. */
export const toggleFullScreen = async (): Promise<void> => {
  const done = document.fullscreenElement === null ? document.documentElement.requestFullscreen?.() : document.exitFullscreen()
  await done?.catch(() => undefined)
}

/** F makes it fill the screen. */
export const useFullScreenKey = (): void => {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'f' || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      event.preventDefault()
      void toggleFullScreen()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
}

/** For a while after it came, and whenever it is another: long enough to be read by whoever sets the screen up. */
export const useFresh = (what: string, forMs: number): boolean => {
  const [isFresh, setFresh] = useState(true)
  const before = useRef(what)
  useEffect(() => {
    if (before.current !== what) setFresh(true)
    before.current = what
    const timer = setTimeout(() => setFresh(false), forMs)
    return () => clearTimeout(timer)
  }, [what, forMs])
  return isFresh
}
