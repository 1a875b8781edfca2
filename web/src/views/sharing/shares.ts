/**
 * The links to something as its share dialog shows them: asked for once, then kept in step with what is done here.
 *
 * A link is drawn as revoked only when the server has said so: nobody may believe that somebody is out who is not.
 */
import { isUnreachable, sentenceOf } from '../../api'
import type { MadeShare, NewShare, Opened, Share } from '../../api/sharing'
import { Cell, type Readable } from '../../sync/readable'

export interface SharesState {
  /** away: the server does not answer; what it said before stays. */
  readonly situation: 'loading' | 'here' | 'away' | 'failed'
  /** The newest first. */
  readonly shares: readonly Share[]
  readonly problem: string
}

/** What is needed of the server: these functions of api/sharing.ts. */
export interface SharesServer {
  listShares(opened: Opened): Promise<readonly Share[]>
  makeShare(opened: Opened, share: NewShare): Promise<MadeShare>
  revokeShare(opened: Opened, id: string): Promise<Share>
}

const latestFirst = (a: Share, b: Share): number => b.created_at - a.created_at

export class Shares implements Readable<SharesState> {
  readonly #server: SharesServer
  readonly #places: readonly Opened[]
  readonly #state = new Cell<SharesState>({ situation: 'loading', shares: [], problem: '' })

  #asked = 0

  /** `places` are what can be opened by these links: a show, its workspace, or both. */
  constructor(server: SharesServer, places: readonly Opened[]) {
    this.#server = server
    this.#places = places
  }

  readonly get = this.#state.get
  readonly subscribe = this.#state.subscribe

  async refresh(): Promise<void> {
    // What was asked before is not news any more, neither that it is so nor that the server is away.
    const asked = ++this.#asked
    try {
      const found = await Promise.all(this.#places.map((opened) => this.#server.listShares(opened)))
      if (asked === this.#asked) this.#state.set({ situation: 'here', shares: found.flat().sort(latestFirst), problem: '' })
    } catch (error) {
      if (asked === this.#asked) this.#state.set({ ...this.#state.get(), situation: isUnreachable(error) ? 'away' : 'failed', problem: sentenceOf(error) })
    }
  }

  /** Gives the link, which is told this once; an ApiError when it was not made. */
  async make(opened: Opened, share: NewShare): Promise<MadeShare> {
    const made = await this.#server.makeShare(opened, share)
    this.#put([made.share, ...this.#state.get().shares])
    return made
  }

  async revoke(id: string): Promise<void> {
    const { shares } = this.#state.get()
    const opened = this.#placeOf(shares.find((share) => share.id === id))
    if (opened === undefined) return
    const revoked = await this.#server.revokeShare(opened, id)
    this.#put(this.#state.get().shares.map((share) => (share.id === id ? revoked : share)))
  }

  #placeOf(share: Share | undefined): Opened | undefined {
    return share && this.#places.find((place) => ('document' in place ? place.document : '') === share.document)
  }

  #put(shares: readonly Share[]): void {
    this.#state.set({ ...this.#state.get(), shares })
  }
}

export const open = (shares: readonly Share[]): readonly Share[] => shares.filter((share) => share.opens)
export const ended = (shares: readonly Share[]): readonly Share[] => shares.filter((share) => !share.opens)
