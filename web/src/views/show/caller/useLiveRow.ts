import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

export interface LiveRow {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly onScroll: () => void
  /** Whether somebody has scrolled away from the live row. */
  readonly isAway: boolean
  readonly goBack: () => void
}

/** Where to scroll for a row to be in the middle, as far as the list goes. */
export const middleOf = (row: { readonly top: number; readonly height: number }, view: { readonly height: number; readonly whole: number }): number =>
  Math.max(0, Math.min(row.top - (view.height - row.height) / 2, view.whole - view.height))

const targetIn = (box: HTMLElement): number | null => {
  const row = box.querySelector<HTMLElement>('[data-live=true]')
  if (row === null) return null
  const top = row.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop
  return middleOf({ top, height: row.offsetHeight }, { height: box.clientHeight, whole: box.scrollHeight })
}

/** Nearer than this is in the middle still. */
const NEAR = 48

/** Keeps the live row in the middle of its list; whoever scrolls away is left there, and shown the way back. */
export const useLiveRow = (live: string | null): LiveRow => {
  const scroller = useRef<HTMLDivElement>(null)
  const away = useRef(false)
  const [isAway, setAway] = useState(false)
  const mark = useCallback((now: boolean): void => {
    away.current = now
    setAway(now)
  }, [])
  const centre = useCallback((): void => {
    const box = scroller.current
    const target = box && targetIn(box)
    if (box && target !== null && !away.current) box.scrollTop = target
  }, [])
  const goBack = useCallback((): void => {
    mark(false)
    centre()
  }, [mark, centre])
  const onScroll = useCallback((): void => {
    const box = scroller.current
    const target = box && targetIn(box)
    if (box) mark(target !== null && Math.abs(box.scrollTop - target) > NEAR)
  }, [mark])
  useEffect(() => {
    const box = scroller.current
    if (box === null) return undefined
    centre()
    const observer = new ResizeObserver(centre)
    observer.observe(box)
    return () => observer.disconnect()
  }, [live, centre])
  return { scroller, onScroll, isAway, goBack }
}
