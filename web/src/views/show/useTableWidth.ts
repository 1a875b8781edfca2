import { type RefObject, useLayoutEffect, useState } from 'react'
import { type Column } from '../../sync/preferences'

/** Below this width of the table, in pixels, a row is a card: name, duration, start and status. */
export const COMPACT = 640

const ON_A_CARD: ReadonlySet<Column> = new Set(['name', 'start_time', 'duration', 'status'])

/** The columns that fit: all that were chosen, or those of a card; a card always has its name. */
export const fittingColumns = (columns: readonly Column[], { compact }: { compact: boolean }): readonly Column[] => {
  if (!compact) return columns
  const fitting = columns.filter((column) => ON_A_CARD.has(column))
  return fitting.includes('name') ? fitting : ['name', ...fitting]
}

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
