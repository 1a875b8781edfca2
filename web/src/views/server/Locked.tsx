import { useState } from 'react'
import { Form } from 'react-aria-components'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import styles from './Server.module.css'
import { serverStatus } from './ourServer'

/** Not for everybody: what opens it, and a place to say the token. */
export const Locked = ({ isWrongToken }: { isWrongToken: boolean }) => {
  const [token, setToken] = useState('')
  return (
    <section className={styles.locked}>
      <Icon name="lock" size="large" />
      <h1 className={styles.title}>For whoever looks after the server</h1>
      <p>
        On the server’s own machine this page opens by itself, at <code>http://localhost</code> and its port. Anywhere else it
        asks for the token that the setting <code>metrics_token</code> names.
      </p>
      <Form
        validationBehavior="aria"
        className={styles.token ?? ''}
        onSubmit={(event) => {
          event.preventDefault()
          void serverStatus.unlock(token)
        }}
      >
        <Field
          label="Token"
          type="password"
          autoComplete="off"
          value={token}
          onChange={setToken}
          error={isWrongToken ? 'This is not the server’s token, or the server has none.' : null}
        />
        <Button type="submit" tone="primary" isDisabled={token.trim() === ''}>
          Open
        </Button>
      </Form>
    </section>
  )
}
