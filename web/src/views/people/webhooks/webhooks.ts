/** The webhooks of a workspace, as their page shows them: asked for, and asked for again after every change. */
import { sentenceOf } from '../../../api'
import type { Delivery, MadeWebhook, NewWebhook, Webhook, Webhooks as Listed } from '../../../api/webhooks'
import { Cell, type Readable } from '../../../sync/readable'

export interface WebhooksState {
  readonly situation: 'loading' | 'here' | 'failed'
  readonly webhooks: readonly Webhook[]
  readonly events: readonly string[]
  readonly usual: readonly string[]
  readonly problem: string
}

/** What is needed of the server: these functions of api/webhooks.ts, for one workspace. */
export interface WebhooksServer {
  list(): Promise<Listed>
  make(made: NewWebhook): Promise<MadeWebhook>
  remove(id: string): Promise<void>
  test(id: string): Promise<Delivery>
}

const NOTHING: WebhooksState = { situation: 'loading', webhooks: [], events: [], usual: [], problem: '' }

export class Webhooks implements Readable<WebhooksState> {
  readonly #server: WebhooksServer
  readonly #state = new Cell<WebhooksState>(NOTHING)

  constructor(server: WebhooksServer) {
    this.#server = server
  }

  readonly get = this.#state.get
  readonly subscribe = this.#state.subscribe

  async refresh(): Promise<void> {
    try {
      const { webhooks, events, default: usual } = await this.#server.list()
      this.#state.set({ situation: 'here', webhooks, events, usual, problem: '' })
    } catch (error) {
      this.#state.set({ ...this.#state.get(), situation: 'failed', problem: sentenceOf(error) })
    }
  }

  /** Gives the webhook with its secret, which is told this once. */
  async make(made: NewWebhook): Promise<MadeWebhook> {
    const told = await this.#server.make(made)
    await this.refresh()
    return told
  }

  async remove(id: string): Promise<void> {
    await this.#server.remove(id)
    await this.refresh()
  }

  async test(id: string): Promise<Delivery> {
    const delivery = await this.#server.test(id)
    await this.refresh()
    return delivery
  }
}
