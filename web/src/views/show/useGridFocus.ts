/**
 * When the grid takes the focus, keeps it, and lets it go.
 */
import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react'
import { useReadable } from '../../react/useDoc'
import { useDesk } from './DeskContext'
import { focusActive, showActive } from './focusCell'
import type { ShowRow } from './rows'
import { COMPACT } from './useTableWidth'

type Scroller = RefObject<HTMLElement | null>

/** Whether the focus is in the grid; when its row disappears the focus would fall to the page, and is kept. */
const useKeptFocus = (rows: readonly ShowRow[], scroller: Scroller) => {
  const desk = useDesk()
  const inside = useRef(false)
  useLayoutEffect(() => {
    if (inside.current && document.activeElement === document.body) focusActive(desk, scroller.current)
  }, [desk, rows, scroller])
  return {
    onFocus: () => void (inside.current = true),
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (relatedTarget && currentTarget.contains(relatedTarget)) return
      if (relatedTarget) inside.current = false
      // Another window takes the focus only for a while; elsewhere on the page it ends the edit.
      setTimeout(() => {
        if (document.hasFocus() && !currentTarget.contains(document.activeElement)) desk.editing.leave()
      })
    },
  }
}

/** A screen that was just opened is ready for typing; on a narrow one the first thing is to look. */
const useFirstFocus = (scroller: Scroller): void => {
  const desk = useDesk()
  useLayoutEffect(() => {
    const idle = document.activeElement === document.body || document.activeElement?.id === 'main'
    if (idle && (scroller.current?.clientWidth ?? 0) >= COMPACT) focusActive(desk, scroller.current)
  }, [desk, scroller])
}

/** Brings the cell that was asked for into view as soon as it is drawn. */
const useShown = (scroller: Scroller, rows: readonly ShowRow[]): void => {
  const desk = useDesk()
  const wanted = useReadable(desk.shown)
  useLayoutEffect(() => {
    if (!wanted || !rows.some((row) => row.id === wanted.row)) return
    desk.shown.set(null)
    focusActive(desk, scroller.current)
  }, [desk, scroller, rows, wanted])
}

const MARKED_FOR = 1800

/** What was pointed out is scrolled to, also when a button did it and keeps the focus; the mark goes after a moment. */
const useMarked = (scroller: Scroller): void => {
  const desk = useDesk()
  const marked = useReadable(desk.marked)
  useLayoutEffect(() => {
    if (marked.length === 0) return undefined
    showActive(desk, scroller.current)
    const timer = setTimeout(() => desk.marked.set([]), MARKED_FOR)
    return () => clearTimeout(timer)
  }, [desk, scroller, marked])
}

export const useGridFocus = (rows: readonly ShowRow[], scroller: Scroller) => {
  const kept = useKeptFocus(rows, scroller)
  useFirstFocus(scroller)
  useShown(scroller, rows)
  useMarked(scroller)
  return kept
}
