import { useEffect, useRef, useState } from 'react'
import type { Workspace } from '../../../api/people'
import { listWebhooks, makeWebhook, removeWebhook, tryWebhook, type Webhook } from '../../../api/webhooks'
import { useReadable } from '../../../react/useDoc'
import { announce } from '../../../ui/Announcer'
import { Button } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { ErrorNote } from '../../../ui/ErrorNote'
import { Icon } from '../../../ui/Icon'
import { Skeleton } from '../../../ui/Skeleton'
import { tryTo } from '../../library/attempts'
import { Confirm } from '../../shell/Confirm'
import people from '../People.module.css'
import { AddWebhook } from './AddWebhook'
import { DeliveriesDialog } from './DeliveriesDialog'
import { WebhookRow } from './WebhookRow'
import { Webhooks } from './webhooks'
import styles from './Webhooks.module.css'
import { hostOf, nameOf } from './words'

/** What is tried again goes on by itself; the page keeps up with it. */
const LOOK_AGAIN_MS = 5_000

const webhooksOf = (workspace: string): Webhooks =>
  new Webhooks({
    list: () => listWebhooks(workspace),
    make: (made) => makeWebhook(workspace, made),
    remove: (id) => removeWebhook(workspace, id),
    test: (id) => tryWebhook(workspace, id),
  })

/** Where the events of a workspace's shows are posted to, and whether they arrive (O12). */
export const WebhooksPage = ({ workspace }: { workspace: Workspace }) => {
  const [webhooks] = useState(() => webhooksOf(workspace.id))
  const { situation, webhooks: found, events, usual, problem } = useReadable(webhooks)
  const [isAdding, setAdding] = useState(false)
  const [shown, setShown] = useState<Webhook | null>(null)
  const [leaving, setLeaving] = useState<Webhook | null>(null)
  const [tried, setTried] = useState<string | null>(null)
  const after = useRef<HTMLDivElement>(null)
  useLookedAt(webhooks)
  const test = async (webhook: Webhook) => {
    setTried(webhook.id)
    const delivery = await tryTo('The test was not sent', () => webhooks.test(webhook.id))
    setTried(null)
    if (delivery !== null) announce(delivery.trouble === '' ? `The test has arrived at ${nameOf(webhook)}.` : `The test has not arrived. ${delivery.trouble}`)
  }
  if (situation === 'loading') return <Skeleton label="Loading the webhooks" rows={3} />
  const add = (
    <Button tone="primary" icon="add" onPress={() => setAdding(true)}>
      Add a webhook
    </Button>
  )
  return (
    <>
      {situation === 'failed' ? (
        <ErrorNote title="The webhooks could not be loaded" onRetry={() => void webhooks.refresh()}>
          {problem}
        </ErrorNote>
      ) : null}
      <div ref={after} tabIndex={-1} className={styles.page}>
        {found.length === 0 ? (
          <EmptyState title="No webhooks yet" picture={<Icon name="export" size="large" />} actions={add}>
            A webhook tells another program what happens in the shows of {workspace.name}: a lobby display, a chat, a script.
          </EmptyState>
        ) : (
          <>
            <div className={people.actions}>{add}</div>
            <ul className={people.list} aria-label="Webhooks">
              {found.map((webhook) => (
                <WebhookRow
                  key={webhook.id}
                  webhook={webhook}
                  events={events}
                  isTried={tried === webhook.id}
                  onTest={() => void test(webhook)}
                  onLook={() => setShown(webhook)}
                  onRemove={() => setLeaving(webhook)}
                />
              ))}
            </ul>
          </>
        )}
      </div>
      {isAdding ? (
        <AddWebhook
          workspace={workspace}
          events={events}
          usual={usual}
          make={(made) => webhooks.make(made)}
          test={(id) => webhooks.test(id)}
          onClose={() => setAdding(false)}
        />
      ) : null}
      {shown === null ? null : <DeliveriesDialog workspace={workspace.id} webhook={shown} onClose={() => setShown(null)} />}
      {leaving === null ? null : (
        <Confirm
          title={`Remove ${nameOf(leaving)}?`}
          verb="Remove"
          failed="The webhook was not removed"
          onConfirm={() => webhooks.remove(leaving.id)}
          onClose={() => setLeaving(null)}
          focusAfter={after}
        >
          Nothing more is sent to {hostOf(leaving.url)}
          {leaving.waiting === 0 ? '.' : `, and the ${leaving.waiting} messages that wait are dropped.`} A new webhook has
          another secret.
        </Confirm>
      )}
    </>
  )
}

/** Asks at once and then now and then, as long as somebody looks. */
const useLookedAt = (webhooks: Webhooks): void => {
  useEffect(() => {
    void webhooks.refresh()
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void webhooks.refresh()
    }, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [webhooks])
}
