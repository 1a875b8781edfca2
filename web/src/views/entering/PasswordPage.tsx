import { Form } from 'react-aria-components'
import { openWithPassword } from '../../api/people'
import { Button } from '../../ui/Button'
import { ErrorNote } from '../../ui/ErrorNote'
import { AwayHere } from './AwayHere'
import { enterAt } from './enter'
import styles from './Entering.module.css'
import { EnteringPage } from './EnteringPage'
import { PasswordField } from './PasswordField'
import { useForm } from './useForm'

const faultsOf = ({ password }: { readonly password: string }) => (password === '' ? { password: 'Type the password of this server.' } : {})

/** Guessing is slowed down for everybody on the same network address; waiting is all that helps. */
const titleOf = (problem: string): string => (/too often/.test(problem) ? 'Wait before you try again' : 'You are not in yet')

/** A server without accounts may have one password for everybody; typed once, this browser is in. */
export const PasswordPage = ({ to }: { to: string }) => {
  const form = useForm({
    empty: { password: '' },
    faultsOf,
    attempt: ({ password }) => openWithPassword(password).then((me) => enterAt(to, me)),
  })
  return (
    <EnteringPage title="This Callboard has a password" lead="Whoever runs the show knows it. Type it once, and this browser is in.">
      <AwayHere />
      <Form ref={form.ref} validationBehavior="aria" className={styles.form ?? ''} onSubmit={form.onSubmit}>
        <PasswordField {...form.field('password')} label="Password" autoComplete="current-password" autoFocus />
        {form.problem === null ? null : <ErrorNote title={titleOf(form.problem)}>{form.problem}</ErrorNote>}
        <Button type="submit" tone="primary" isPending={form.isWorking}>
          Come in
        </Button>
      </Form>
    </EnteringPage>
  )
}
