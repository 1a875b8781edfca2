import { type RefObject, useLayoutEffect, useState } from 'react'

/** Whether the table goes on to the right of what is in sight. */
export const useMoreAside = (scroller: RefObject<HTMLElement | null>): boolean => {
  const [more, setMore] = useState(false)
  useLayoutEffect(() => {
    const frame = scroller.current
    if (!frame) return undefined
    // The last pixel may be half of one.
    const look = (): void => setMore(frame.scrollLeft + frame.clientWidth < frame.scrollWidth - 2)
    look()
    frame.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    observer.observe(frame)
    if (frame.firstElementChild) observer.observe(frame.firstElementChild)
    return () => {
      frame.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [scroller])
  return more
}
