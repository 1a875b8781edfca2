import { type RefObject, useLayoutEffect, useState } from 'react'
import { type Column } from '../../sync/preferences'

/** Below this width of the table, in pixels, a row is a card. */
export const COMPACT = 640

/** The columns to draw: those that were chosen; a card always has its name. */
export const fittingColumns = (columns: readonly Column[], { compact }: { compact: boolean }): readonly Column[] =>
  !compact || columns.includes('name') ? columns : ['name', ...columns]

/** How wide the table is, whatever the window is; a wide one until it has been measured. */
export const useTableWidth = (table: RefObject<HTMLElement | null>): number => {
  const [width, setWidth] = useState(1440)
  useLayoutEffect(() => {
    const element = table.current
    if (!element) return undefined
    const measure = (): void => setWidth(element.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [table])
  return width
}
