import { useState } from 'react'
import { person } from '../../sync/person'
import { kept } from '../../sync/storage'
import { PersonDialog } from './PersonDialog'

const asked = kept('callboard:asked', (stored) => stored === true)

/** Asks a new person's name once; whoever closes it is a guest, and finds it again in the menu. */
export const NamePrompt = () => {
  const [isAsking, setAsking] = useState(() => person.get().name === '' && !asked.get())
  const close = () => {
    asked.set(true)
    setAsking(false)
  }
  return isAsking ? <PersonDialog title="Welcome. Who are you?" onClose={close} /> : null
}
