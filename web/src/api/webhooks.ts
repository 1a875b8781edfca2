/**
 * The webhooks of a workspace: what happens in its shows is posted to them, and how that went.
 */
import { call, json } from '../api'

export type Outcome = 'waiting' | 'delivered' | 'given_up'

/** One message; the times are Unix milliseconds. */
export interface Delivery {
  readonly id: string
  readonly event: string
  /** The show it is about; "" for a test. */
  readonly document: string
  readonly made_at: number
  readonly attempts: number
  readonly tried_at: number | null
  /** When it is tried again; null if it is not, or has not been tried yet. */
  readonly next_at: number | null
  readonly outcome: Outcome
  /** What was answered last; null if nothing was. */
  readonly status: number | null
  /** What was wrong the last time, a sentence; "" if nothing was. */
  readonly trouble: string
}

export interface Webhook {
  readonly id: string
  readonly url: string
  readonly label: string
  readonly events: readonly string[]
  readonly created_at: number
  readonly waiting: number
  /** The message that was tried last. */
  readonly last: Delivery | null
}

export interface Webhooks {
  readonly webhooks: readonly Webhook[]
  /** Every event there is, and those that are meant if none are named. */
  readonly events: readonly string[]
  readonly default: readonly string[]
}

export interface NewWebhook {
  readonly url: string
  readonly label: string
  readonly events: readonly string[]
}

export interface MadeWebhook {
  readonly webhook: Webhook
  /** Told this once. */
  readonly secret: string
}

const within = (workspace: string, path = ''): string => `/workspaces/${encodeURIComponent(workspace)}/webhooks${path}`
const one = (workspace: string, id: string, path = ''): string => within(workspace, `/${encodeURIComponent(id)}${path}`)

export const listWebhooks = async (workspace: string): Promise<Webhooks> => (await call(within(workspace))) as Webhooks

export const makeWebhook = async (workspace: string, made: NewWebhook): Promise<MadeWebhook> =>
  (await call(within(workspace), json('POST', made))) as MadeWebhook

export const removeWebhook = async (workspace: string, id: string): Promise<void> =>
  void (await call(one(workspace, id), { method: 'DELETE' }))

/** Posts a message that says nothing, once. */
export const tryWebhook = async (workspace: string, id: string): Promise<Delivery> =>
  ((await call(one(workspace, id, '/test'), json('POST', {}))) as { delivery: Delivery }).delivery

/** The latest first. */
export const listDeliveries = async (workspace: string, id: string): Promise<readonly Delivery[]> =>
  ((await call(one(workspace, id, '/deliveries'))) as { deliveries: readonly Delivery[] }).deliveries
