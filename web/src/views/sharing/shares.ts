/**
 * The links to one document as its share dialog shows them: asked for once, then kept in step with what is done here.
 *
 * A link is drawn as revoked only when the server has said so: nobody may believe that somebody is out who is not.
 */
import { sentenceOf } from '../../api'
import type { NewShare, Share } from '../../api/sharing'
import { Cell, type Readable } from '../../sync/readable'

export interface SharesState {
  readonly situation: 'loading' | 'here' | 'failed'
  /** The newest first. */
  readonly shares: readonly Share[]
  readonly problem: string
}

/** What is needed of the server: these functions of api/sharing.ts, for one document. */
export interface SharesServer {
  list(): Promise<readonly Share[]>
  make(share: NewShare): Promise<{ share: Share; link: string }>
  revoke(id: string): Promise<Share>
}

export class Shares implements Readable<SharesState> {
  readonly #server: SharesServer
  readonly #state = new Cell<SharesState>({ situation: 'loading', shares: [], problem: '' })

  constructor(server: SharesServer) {
    this.#server = server
  }

  readonly get = this.#state.get
  readonly subscribe = this.#state.subscribe

  async refresh(): Promise<void> {
    try {
      this.#state.set({ situation: 'here', shares: await this.#server.list(), problem: '' })
    } catch (error) {
      this.#state.set({ ...this.#state.get(), situation: 'failed', problem: sentenceOf(error) })
    }
  }

  /** Gives the link, which is told this once; an ApiError when it was not made. */
  async make(share: NewShare): Promise<{ share: Share; link: string }> {
    const made = await this.#server.make(share)
    this.#put([made.share, ...this.#state.get().shares])
    return made
  }

  async revoke(id: string): Promise<void> {
    const revoked = await this.#server.revoke(id)
    this.#put(this.#state.get().shares.map((share) => (share.id === id ? revoked : share)))
  }

  #put(shares: readonly Share[]): void {
    this.#state.set({ ...this.#state.get(), shares })
  }
}

export const open = (shares: readonly Share[]): readonly Share[] => shares.filter((share) => share.opens)
export const ended = (shares: readonly Share[]): readonly Share[] => shares.filter((share) => !share.opens)
