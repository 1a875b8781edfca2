import { type RefObject, useEffect } from 'react'
import { flushSync } from 'react-dom'
import type { ShowDesk } from '../desk'
import { focusActive } from '../focusCell'
import { type Clipboard, copy, cut, paste } from './clipboard'

const writing =
  (does: (desk: ShowDesk, clipboard: Clipboard) => boolean) =>
  (desk: ShowDesk, clipboard: Clipboard): boolean =>
    desk.mayEditHere() && does(desk, clipboard)

const DOES: Readonly<Record<string, (desk: ShowDesk, clipboard: Clipboard) => boolean>> = {
  copy,
  cut: writing(cut),
  paste: writing(paste),
}

/**
 * The browser's own copy, cut and paste, for the cell that has the focus. They are heard on the document, for a browser
 * sends them to where text is selected, which is nowhere in a grid. Some ask first whether there is anything to copy.
 */
export const useClipboard = (desk: ShowDesk, scroller: RefObject<HTMLElement | null>): void =>
  useEffect(() => {
    const inCell = (): boolean => {
      const focused = document.activeElement
      return focused?.matches('[data-row][data-column]') === true && scroller.current?.contains(focused) === true
    }
    const hear = (event: Event): void => {
      const { clipboardData } = event as ClipboardEvent
      if (!clipboardData || !inCell() || (event.type === 'copy' && document.getSelection()?.isCollapsed === false)) return
      const mine = flushSync(() => DOES[event.type]?.(desk, clipboardData))
      if (!mine) return
      event.preventDefault()
      focusActive(desk, scroller.current)
    }
    const allow = (event: Event): void => (inCell() ? event.preventDefault() : undefined)
    const heard = [...Object.keys(DOES).map((name) => [name, hear] as const), ['beforecopy', allow], ['beforecut', allow]] as const
    for (const [name, listener] of heard) document.addEventListener(name, listener)
    return () => {
      for (const [name, listener] of heard) document.removeEventListener(name, listener)
    }
  }, [desk, scroller])
