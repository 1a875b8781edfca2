import { useState } from 'react'
import { Form } from 'react-aria-components'
import { changeColour, changeName, changePassword } from '../../../api/people'
import { visit } from '../../../api/visit'
import { useReadable } from '../../../react/useDoc'
import { colourPerson, person, type PersonColour, PERSON_COLOURS } from '../../../sync/person'
import { announce } from '../../../ui/Announcer'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorNote } from '../../../ui/ErrorNote'
import { Field } from '../../../ui/Field'
import { Note } from '../../../ui/Note'
import { SwatchPicker } from '../../../ui/SwatchPicker'
import { tryTo } from '../../library/attempts'
import { changeFaults, PASSWORD_RULE } from '../checks'
import { PasswordField } from '../PasswordField'
import { useForm } from '../useForm'
import styles from './Oneself.module.css'

/** Drawn at once; the server has the last word, and tells all of one's devices. */
const choose = async (colour: PersonColour): Promise<void> => {
  colourPerson(colour)
  const me = await tryTo('The colour was not changed', () => changeColour(colour))
  if (me === null) await visit.refresh()
  else visit.take(me)
}

/** Counts at once: there is nothing to be wrong with it. */
const Colour = () => (
  <SwatchPicker
    label="Your colour, on all your devices"
    colours={PERSON_COLOURS}
    value={useReadable(person).colour}
    onChange={(chosen) => void choose(chosen)}
  />
)

/** What others see of one. */
const Name = ({ name }: { name: string }) => {
  const [done, setDone] = useState(false)
  const form = useForm({
    empty: { name },
    faultsOf: (draft) => (draft.name.trim() === '' ? { name: 'Give a name.' } : {}),
    attempt: async (draft) => {
      setDone(false)
      visit.take(await changeName(draft.name.trim()))
      setDone(true)
      announce('Your name was changed.')
    },
  })
  return (
    <Form ref={form.ref} validationBehavior="aria" className={styles.form ?? ''} onSubmit={form.onSubmit}>
      <Field {...form.field('name')} label="Your name" description="The others see it beside what you are editing." autoComplete="name" maxLength={80} />
      {form.problem === null ? null : <ErrorNote title="The name was not changed">{form.problem}</ErrorNote>}
      {done ? <Note tone="go">Your name was changed.</Note> : null}
      <div className={styles.end}>
        <Button type="submit" isPending={form.isWorking}>
          Change the name
        </Button>
      </div>
    </Form>
  )
}

const Password = ({ email }: { email: string }) => {
  const [done, setDone] = useState(false)
  const form = useForm({
    empty: { old: '', password: '' },
    faultsOf: changeFaults,
    attempt: async ({ old, password }) => {
      setDone(false)
      await changePassword(old, password)
      form.clear()
      setDone(true)
      announce('Your password was changed. Your other devices are signed out.')
    },
  })
  return (
    <Form ref={form.ref} validationBehavior="aria" className={styles.form ?? ''} onSubmit={form.onSubmit}>
      {/* Password managers want to know whose password it is. */}
      <input type="text" name="username" value={email} autoComplete="username" readOnly hidden />
      <PasswordField {...form.field('old')} label="Old password" autoComplete="current-password" />
      <PasswordField {...form.field('password')} label="New password" description={PASSWORD_RULE} autoComplete="new-password" />
      {form.problem === null ? null : <ErrorNote title="The password was not changed">{form.problem}</ErrorNote>}
      {done ? <Note tone="go">Your password was changed. Your other devices are signed out.</Note> : null}
      <div className={styles.end}>
        <Button type="submit" isPending={form.isWorking}>
          Change the password
        </Button>
      </div>
    </Form>
  )
}

/** One's own name and password. */
export const AccountDialog = ({ onClose }: { onClose: () => void }) => {
  const visitor = useReadable(visit).me?.visitor
  if (visitor?.kind !== 'account') return null
  return (
    <Dialog title="My account" size="medium" isOpen onClose={onClose}>
      <div className={styles.parts}>
        <p className={styles.soft}>You sign in with {visitor.email}.</p>
        <Name name={visitor.name} />
        <Colour />
        <section className={styles.part} aria-labelledby="own-password">
          <h3 id="own-password" className={styles.heading}>
            Password
          </h3>
          <Password email={visitor.email} />
        </section>
      </div>
    </Dialog>
  )
}
