import { type ReactNode, type RefObject, useLayoutEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import styles from './Floating.module.css'

interface Props {
  anchor: RefObject<HTMLElement | null>
  children: ReactNode
  /** At least as wide as what it hangs on. */
  wide?: boolean
}

interface Spot {
  readonly left: number
  readonly top?: number
  readonly bottom?: number
  readonly width: number
}

const ROOM = 16 * 16

const spotAt = (anchor: HTMLElement): Spot => {
  const box = anchor.getBoundingClientRect()
  const left = Math.max(8, Math.min(box.left, window.innerWidth - 240))
  const below = window.innerHeight - box.bottom
  if (below < ROOM && box.top > below) return { left, bottom: window.innerHeight - box.top + 4, width: box.width }
  return { left, top: box.bottom + 4, width: box.width }
}

/**
 * A note or a list that hangs below a field (above it near the bottom of the window) and never takes the focus.
 * It is drawn outside the scrolling grid, but inside the dialog the field belongs to.
 */
export const Floating = ({ anchor, children, wide = false }: Props) => {
  const [spot, setSpot] = useState<(Spot & { home: Element }) | null>(null)
  useLayoutEffect(() => {
    const follow = (): void => {
      if (anchor.current)
        setSpot({ ...spotAt(anchor.current), home: anchor.current.closest('[role=dialog], main') ?? document.body })
    }
    follow()
    window.addEventListener('scroll', follow, { capture: true, passive: true })
    window.addEventListener('resize', follow)
    return () => {
      window.removeEventListener('scroll', follow, { capture: true })
      window.removeEventListener('resize', follow)
    }
  }, [anchor])
  if (!spot) return null
  const { home, width, ...position } = spot
  return createPortal(
    <div
      className={styles.floating}
      style={{ ...position, '--left': `${position.left}px`, ...(wide ? { minWidth: width } : {}) }}
    >
      {children}
    </div>,
    home,
  )
}
