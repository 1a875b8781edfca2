import { useState } from 'react'
import { Form } from 'react-aria-components'
import { setUp } from '../../api/people'
import { libraryPath } from '../../routes'
import { Button } from '../../ui/Button'
import { ErrorNote } from '../../ui/ErrorNote'
import { Field } from '../../ui/Field'
import { PASSWORD_RULE, setupFaults } from './checks'
import { AwayHere } from './AwayHere'
import { enterAt } from './enter'
import styles from './Entering.module.css'
import { EnteringPage } from './EnteringPage'
import { PasswordField } from './PasswordField'
import { useForm } from './useForm'
import { useSecret } from './secret'

/** The first run: a name for the server, and the first account. */
export const SetupView = () => {
  const code = useSecret()
  // With another code in the address everything that depends on it begins anew.
  return <Setup key={code} code={code} />
}

const Setup = ({ code }: { code: string }) => {
  const form = useForm({
    empty: { code, server: '', name: '', email: '', password: '' },
    faultsOf: setupFaults,
    attempt: (draft) => setUp(draft).then((me) => enterAt(libraryPath(), me)),
  })
  const { error } = form.field('code')
  // Once the code of the address was wrong it has to be seen to be corrected.
  const [wasWrong, setWrong] = useState(false)
  if (error !== null && !wasWrong) setWrong(true)
  const asksCode = code === '' || wasWrong
  return (
    <EnteringPage title="Set up this Callboard" lead="You become its first account, and look after the server. It takes a minute.">
      <AwayHere />
      <Form ref={form.ref} validationBehavior="aria" className={styles.form ?? ''} onSubmit={form.onSubmit}>
        {asksCode ? (
          <Field
            {...form.field('code')}
            label="Code"
            description="The server printed it when it started."
            autoComplete="one-time-code"
            spellCheck="false"
            maxLength={100}
            autoFocus
          />
        ) : null}
        <Field
          {...form.field('server')}
          label="Name of the server"
          placeholder="e.g. Harbour Theatre"
          description="Whoever comes in sees it: the house, the company or the festival."
          autoComplete="organization"
          maxLength={80}
          autoFocus={!asksCode}
        />
        <Field {...form.field('name')} label="Your name" autoComplete="name" maxLength={80} />
        <Field {...form.field('email')} label="Your e-mail" type="email" inputMode="email" autoComplete="username" maxLength={254} />
        <PasswordField {...form.field('password')} label="Password" description={PASSWORD_RULE} autoComplete="new-password" />
        {form.problem === null ? null : <ErrorNote title="The server is not set up yet">{form.problem}</ErrorNote>}
        <Button type="submit" tone="primary" isPending={form.isWorking}>
          Set up and come in
        </Button>
      </Form>
    </EnteringPage>
  )
}
