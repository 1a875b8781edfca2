/**
 * What stands at the foot of the window says how high it is, so that toasts appear above it.
 *
 *   useEffect(() => standAtFoot(element))      gives back the way to say that it is gone
 */
const standing = new Set<HTMLElement>()

/** Only what reaches the lower edge is in the way; a dialog in the middle of the screen is not. */
const heightOf = (element: HTMLElement): number => {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom >= innerHeight - 24 ? innerHeight - top : 0
}

const measure = (): void => {
  const height = Math.max(0, ...[...standing].map(heightOf))
  document.documentElement.style.setProperty('--foot', `${Math.round(height)}px`)
}

export const standAtFoot = (element: HTMLElement | null): (() => void) => {
  if (!element) return () => {}
  const observer = new ResizeObserver(measure)
  observer.observe(element)
  addEventListener('resize', measure)
  standing.add(element)
  measure()
  return () => {
    observer.disconnect()
    removeEventListener('resize', measure)
    standing.delete(element)
    measure()
  }
}
