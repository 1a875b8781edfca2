import { useState } from 'react'
import { Form } from 'react-aria-components'
import type { Workspace } from '../../../api/people'
import type { Delivery, MadeWebhook, NewWebhook } from '../../../api/webhooks'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Checkbox'
import { Dialog } from '../../../ui/Dialog'
import { ErrorNote } from '../../../ui/ErrorNote'
import { Field } from '../../../ui/Field'
import { Note } from '../../../ui/Note'
import { useForm } from '../../entering/useForm'
import { tryTo } from '../../library/attempts'
import { ToldOnce } from '../../shell/ToldOnce'
import styles from './Webhooks.module.css'
import { addressFault, choicesOf } from './words'

const FORM = 'webhook'

interface Props {
  workspace: Workspace
  events: readonly string[]
  usual: readonly string[]
  make: (made: NewWebhook) => Promise<MadeWebhook>
  test: (id: string) => Promise<Delivery>
  onClose: () => void
}

/** Asks where to and for what; the secret that comes of it is shown once. */
export const AddWebhook = ({ workspace, events, usual, make, test, onClose }: Props) => {
  const choices = choicesOf(events, usual)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(usual))
  const [made, setMade] = useState<MadeWebhook | null>(null)
  const form = useForm({
    empty: { address: '', name: '' },
    faultsOf: ({ address }) => {
      const fault = addressFault(address.trim())
      return fault === null ? {} : { address: fault }
    },
    attempt: async ({ address, name }) => {
      const wanted = choices.filter(({ id }) => chosen.has(id)).flatMap((choice) => choice.events)
      setMade(await make({ url: address.trim(), label: name.trim(), events: wanted }))
    },
  })
  if (made !== null) return <Ready made={made} test={() => test(made.webhook.id)} onClose={onClose} />
  const choose = (id: string, on: boolean): void => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  return (
    <Dialog
      title={`Tell another program about ${workspace.name}`}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={FORM} tone="primary" isPending={form.isWorking} isDisabled={chosen.size === 0}>
            Add webhook
          </Button>
        </>
      }
    >
      <Form id={FORM} ref={form.ref} validationBehavior="aria" className={styles.form ?? ''} onSubmit={form.onSubmit}>
        <Field
          {...form.field('address')}
          label="Address"
          description="Where the messages are posted to. Machines in the venue’s own network have to be allowed by whoever runs the server."
          placeholder="https://example.org/callboard"
          type="url"
          autoComplete="off"
          maxLength={2000}
          autoFocus
        />
        <Field {...form.field('name')} label="Name" description="What it is for, if you like." placeholder="e.g. Lobby display" autoComplete="off" maxLength={80} />
        <div className={styles.choices} role="group" aria-label="Post a message when">
          <span className={styles.label}>Post a message when</span>
          {choices.map(({ id, words }) => (
            <Checkbox key={id} isSelected={chosen.has(id)} onChange={(on) => choose(id, on)}>
              {words}
            </Checkbox>
          ))}
        </div>
        {form.problem === null ? null : <ErrorNote title="No webhook was added">{form.problem}</ErrorNote>}
      </Form>
    </Dialog>
  )
}

/** What it is checked with, and a first try. */
const Ready = ({ made, test, onClose }: { made: MadeWebhook; test: () => Promise<Delivery>; onClose: () => void }) => {
  const [isTrying, setTrying] = useState(false)
  const [tried, setTried] = useState<Delivery | null>(null)
  const attempt = async () => {
    setTrying(true)
    setTried(await tryTo('The test was not sent', test))
    setTrying(false)
  }
  return (
    <Dialog
      title="The webhook is ready"
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button icon="export" isPending={isTrying} onPress={() => void attempt()}>
            Send a test
          </Button>
          <Button tone="primary" onPress={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <ToldOnce
          name="Secret"
          secret={made.secret}
          about="The program that receives the messages checks with it that they come from here (Standard Webhooks)."
        />
        <div aria-live="polite">
          {tried === null ? null : tried.trouble === '' ? (
            <Note tone="go" title="The test has arrived">
              It was answered with {tried.status}.
            </Note>
          ) : (
            <Note tone="standby" title="The test has not arrived">
              {tried.trouble}
            </Note>
          )}
        </div>
      </div>
    </Dialog>
  )
}
