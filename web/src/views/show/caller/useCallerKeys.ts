import { useEffect } from 'react'
import { useReadable } from '../../../react/useDoc'
import { type CallerVerb, meaningOf } from './callerKeys'
import { letterKeys } from './letterKeys'

const TYPING = 'input, textarea, select, [contenteditable]'
const SHEET = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'
const PRESSABLE = 'button, a[href], [role=button], [role=menuitem], summary'

/** Whoever writes, or is in a dialog or a menu, means that; a button that was reached with Tab takes Space and Enter. */
const belongsElsewhere = (target: EventTarget | null, verb: CallerVerb): boolean => {
  if (!(target instanceof Element)) return false
  if (target.closest(TYPING) !== null || target.closest(SHEET) !== null) return true
  return (verb === 'go' || verb === 'back') && target.closest(PRESSABLE) !== null
}

/** Hears the keys of the caller's screen wherever the focus is; a key that is held down is heard once. */
export const useCallerKeys = (perform: (verb: CallerVerb) => void): void => {
  const letters = useReadable(letterKeys)
  useEffect(() => {
    const heard = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const verb = meaningOf(event, { letters })
      if (verb === null || belongsElsewhere(event.target, verb)) return
      event.preventDefault()
      if (!event.repeat) perform(verb)
    }
    document.addEventListener('keydown', heard)
    return () => document.removeEventListener('keydown', heard)
  }, [letters, perform])
}
