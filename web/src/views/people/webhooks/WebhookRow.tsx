import type { Webhook } from '../../../api/webhooks'
import { Badge } from '../../../ui/Badge'
import { Button } from '../../../ui/Button'
import people from '../People.module.css'
import styles from './Webhooks.module.css'
import { forWhat, howItGoes, nameOf } from './words'

interface Props {
  webhook: Webhook
  /** Every event there is. */
  events: readonly string[]
  /** A test of it is on its way. */
  isTried: boolean
  onTest: () => void
  onLook: () => void
  onRemove: () => void
}

/** One webhook: where to, for what, and how it goes. */
export const WebhookRow = ({ webhook, events, isTried, onTest, onLook, onRemove }: Props) => {
  const name = nameOf(webhook)
  const { tone, words, trouble } = howItGoes(webhook)
  return (
    <li className={people.row}>
      <div className={people.words}>
        <span className={people.name}>
          {name} <Badge tone={tone}>{words}</Badge>
        </span>
        <span className={styles.address}>{webhook.url}</span>
        <span className={people.details}>When: {forWhat(webhook, events)}</span>
        {trouble === '' ? null : <span className={styles.trouble}>{trouble}</span>}
      </div>
      <div className={styles.buttons}>
        <Button size="small" icon="export" isPending={isTried} aria-label={`Send a test to ${name}`} onPress={onTest}>
          Send a test
        </Button>
        <Button size="small" icon="history" aria-label={`Messages to ${name}`} onPress={onLook}>
          Messages
        </Button>
        <Button size="small" tone="danger" aria-label={`Remove ${name}`} onPress={onRemove}>
          Remove
        </Button>
      </div>
    </li>
  )
}
