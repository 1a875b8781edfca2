import { useCallback, useEffect, useState } from 'react'
import { sentenceOf } from '../../../api'
import { type Delivery, listDeliveries, type Webhook } from '../../../api/webhooks'
import { Badge, type BadgeTone } from '../../../ui/Badge'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorNote } from '../../../ui/ErrorNote'
import { Skeleton } from '../../../ui/Skeleton'
import { useNow } from '../../library/useNow'
import { exactly } from '../../library/when'
import people from '../People.module.css'
import styles from './Webhooks.module.css'
import { eventWords, nameOf, outcomeOf } from './words'

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'here'; readonly deliveries: readonly Delivery[] }

const TONES: Record<Delivery['outcome'], BadgeTone> = { waiting: 'standby', delivered: 'go', given_up: 'stop' }

/** What waits for a webhook, and what became of the last messages. */
export const DeliveriesDialog = ({ workspace, webhook, onClose }: { workspace: string; webhook: Webhook; onClose: () => void }) => {
  const [state, setState] = useState<State>({ kind: 'loading' })
  const now = useNow()
  const ask = useCallback(async (): Promise<void> => {
    try {
      setState({ kind: 'here', deliveries: await listDeliveries(workspace, webhook.id) })
    } catch (error) {
      setState({ kind: 'failed', problem: sentenceOf(error) })
    }
  }, [workspace, webhook.id])
  useEffect(() => void ask(), [ask])
  return (
    <Dialog
      title={`Messages to ${nameOf(webhook)}`}
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Button icon="restore" onPress={() => void ask()}>
          Look again
        </Button>
      }
    >
      {state.kind === 'loading' ? <Skeleton label="Loading the messages" rows={4} /> : null}
      {state.kind === 'failed' ? (
        <ErrorNote title="The messages could not be loaded" onRetry={() => void ask()}>
          {state.problem}
        </ErrorNote>
      ) : null}
      {state.kind === 'here' && state.deliveries.length === 0 ? <p role="status">Nothing was sent yet.</p> : null}
      {state.kind === 'here' && state.deliveries.length > 0 ? (
        <ul className={people.list} aria-label="Messages, the latest first">
          {state.deliveries.map((delivery) => (
            <li key={delivery.id} className={people.row}>
              <div className={people.words}>
                <span className={people.name}>{eventWords(delivery.event)}</span>
                <time className={people.details} dateTime={new Date(delivery.made_at).toISOString()}>
                  {exactly(delivery.made_at)}
                </time>
                {delivery.trouble === '' ? null : <span className={styles.trouble}>{delivery.trouble}</span>}
              </div>
              <Badge tone={TONES[delivery.outcome]}>{outcomeOf(delivery, now)}</Badge>
            </li>
          ))}
        </ul>
      ) : null}
    </Dialog>
  )
}
