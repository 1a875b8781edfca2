/**
 * When somebody who has not said a name is asked for it: not at the door but once it matters to others, beside the work
 * and not in front of it. Whoever does not answer is asked again on another day; a guest stays one.
 */
import { displayName, person } from '../../sync/person'
import { Cell } from '../../sync/readable'
import { kept } from '../../sync/storage'
import { showToast } from '../../ui/Toast'

const answered = kept('callboard:asked', (stored) => stored === true)
let asked = false

/** Whether the dialog is up that takes the name. */
export const naming = new Cell(false)

export const closeNaming = (): void => {
  answered.set(true)
  naming.set(false)
}

export const askName = (): void => {
  if (asked || answered.get() || person.get().name !== '') return
  asked = true
  showToast({
    text: `The others see you as ${displayName(person.get())}.`,
    actions: [
      { label: 'Say your name', perform: () => naming.set(true) },
      { label: 'Stay a guest', perform: () => answered.set(true) },
    ],
  })
}
