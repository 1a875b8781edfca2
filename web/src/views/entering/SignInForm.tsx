import { Form } from 'react-aria-components'
import { type Me, signIn } from '../../api/people'
import { Button } from '../../ui/Button'
import { ErrorNote } from '../../ui/ErrorNote'
import { Field } from '../../ui/Field'
import { signInFaults } from './checks'
import styles from './Entering.module.css'
import { PasswordField } from './PasswordField'
import { useForm } from './useForm'

/** E-mail and password; `email` when it is known whose account it is about. */
export const SignInForm = ({ email = '', onDone }: { email?: string; onDone: (me: Me) => void | Promise<never> }) => {
  const form = useForm({
    empty: { email, password: '' },
    faultsOf: signInFaults,
    attempt: (draft) => signIn(draft.email, draft.password).then(onDone),
  })
  return (
    <Form ref={form.ref} validationBehavior="aria" className={styles.form ?? ''} onSubmit={form.onSubmit}>
      <Field
        {...form.field('email')}
        label="E-mail"
        type="email"
        inputMode="email"
        autoComplete="username"
        maxLength={254}
        autoFocus={email === ''}
      />
      <PasswordField {...form.field('password')} label="Password" autoComplete="current-password" autoFocus={email !== ''} />
      {form.problem === null ? null : <ErrorNote title="You are not signed in">{form.problem}</ErrorNote>}
      <Button type="submit" tone="primary" isPending={form.isWorking}>
        Sign in
      </Button>
    </Form>
  )
}
