import { type RefObject, useLayoutEffect, useMemo } from 'react'
import { NearRows } from './nearRows'
import type { ShowRow } from './rows'

/** Keeps track of what is in sight while the table is scrolled, resized, or given other rows. */
export const useNearRows = (
  rows: readonly ShowRow[],
  scroller: RefObject<HTMLElement | null>,
  body: RefObject<HTMLElement | null>,
): NearRows => {
  const near = useMemo(() => new NearRows(), [])
  const ids = useMemo(() => rows.map((row) => row.id), [rows])
  // While drawing, so that the first drawing has the first rows in full already.
  if (near.get().size === 0) near.show(ids)
  useLayoutEffect(() => near.show(ids), [near, ids])
  useLayoutEffect(() => {
    const [frame, list] = [scroller.current, body.current]
    if (!frame || !list) return undefined
    let waiting = 0
    const look = (): void => {
      waiting ||= requestAnimationFrame(() => {
        waiting = 0
        near.measure(frame, list)
      })
    }
    look()
    frame.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    observer.observe(frame)
    observer.observe(list)
    return () => {
      cancelAnimationFrame(waiting)
      frame.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [near, scroller, body])
  return near
}
