import { type FormEvent, useState } from 'react'
import { useReadable } from '../../react/useDoc'
import { colourPerson, namePerson, person, PERSON_COLOURS } from '../../sync/person'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { SwatchPicker } from '../../ui/SwatchPicker'
import styles from './PersonDialog.module.css'

const FORM = 'person'

/** Asks for a name and a colour; others see them beside one's caret. */
export const PersonDialog = ({ title, onClose }: { title: string; onClose: () => void }) => {
  const me = useReadable(person)
  const [name, setName] = useState(me.name)
  const [colour, setColour] = useState(me.colour)
  const save = (event: FormEvent) => {
    event.preventDefault()
    namePerson(name.trim())
    colourPerson(colour)
    onClose()
  }
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <Button type="submit" form={FORM} tone="primary">
          Save
        </Button>
      }
    >
      <form id={FORM} className={styles.form} onSubmit={save}>
        <div className={styles.name}>
          <Field
            label="Your name"
            description="The others see it beside what you are editing."
            value={name}
            onChange={setName}
            maxLength={60}
            autoComplete="name"
            autoFocus
          />
          <Avatar name={name} colour={colour} />
        </div>
        <SwatchPicker label="Your colour" colours={PERSON_COLOURS} value={colour} onChange={setColour} />
      </form>
    </Dialog>
  )
}
