import { useEffect } from 'react'
import { useReadable } from '../../../react/useDoc'
import { type CallerVerb, meaningOf } from './callerKeys'
import { letterKeys } from './letterKeys'

const TYPING = 'input, textarea, select, [contenteditable]'
const SHEET = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'
const PRESSABLE = 'button, a[href], [role=button], [role=menuitem], summary'

const isIn = (target: EventTarget | null, where: string): boolean => target instanceof Element && target.closest(where) !== null

/**
 * The button that somebody went to with Tab, which takes Space for itself. One that has the focus back after its menu
 * was closed is not meant: the space bar is GO again.
 */
const watchTab = (): { readonly reached: () => EventTarget | null; readonly stop: () => void } => {
  let isTab = false
  let reached: EventTarget | null = null
  const pressed = ({ key }: KeyboardEvent): void => void (isTab = key === 'Tab')
  const focused = ({ target }: FocusEvent): void => {
    if (isTab && !isIn(target, SHEET)) reached = target
  }
  const pointed = (): void => {
    isTab = false
    reached = null
  }
  document.addEventListener('keydown', pressed, true)
  document.addEventListener('focusin', focused, true)
  document.addEventListener('pointerdown', pointed, true)
  return {
    reached: () => reached,
    stop: () => {
      document.removeEventListener('keydown', pressed, true)
      document.removeEventListener('focusin', focused, true)
      document.removeEventListener('pointerdown', pointed, true)
    },
  }
}

const GOING = new Set<CallerVerb | null>(['go', 'back'])

/** Hears the keys of the caller's screen wherever the focus is; a key that is held down is heard once. */
export const useCallerKeys = (perform: (verb: CallerVerb) => void): void => {
  const letters = useReadable(letterKeys)
  useEffect(() => {
    const tab = watchTab()
    const isElsewhere = (target: EventTarget | null): boolean => isIn(target, TYPING) || isIn(target, SHEET)
    const goes = (event: KeyboardEvent): boolean => event.key === ' ' && GOING.has(meaningOf(event, { letters }))
    // Before a button with the focus hears it; and the release too, with which some browsers press it.
    const taken = (event: KeyboardEvent): void => {
      const { target } = event
      if (!goes(event) || isElsewhere(target) || !isIn(target, PRESSABLE) || target === tab.reached()) return
      event.preventDefault()
      event.stopPropagation()
      const verb = meaningOf(event, { letters })
      if (event.type === 'keydown' && !event.repeat && verb !== null) perform(verb)
    }
    const heard = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const verb = meaningOf(event, { letters })
      if (verb === null || isElsewhere(event.target)) return
      if (GOING.has(verb) && isIn(event.target, PRESSABLE)) return
      event.preventDefault()
      if (!event.repeat) perform(verb)
    }
    document.addEventListener('keydown', taken, true)
    document.addEventListener('keyup', taken, true)
    document.addEventListener('keydown', heard)
    return () => {
      tab.stop()
      document.removeEventListener('keydown', taken, true)
      document.removeEventListener('keyup', taken, true)
      document.removeEventListener('keydown', heard)
    }
  }, [letters, perform])
}
