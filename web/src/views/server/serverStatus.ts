/**
 * What is known of the server's state: the latest answer, and whether it is still one.
 *
 *   loading    nothing known yet
 *   here       as the server says now
 *   offline    it does not answer; the latest status stays, to be shown with its age
 *   locked     it does not show this to us; a token opens it
 *   failed     something else: see `problem`
 */
import { ApiError, isUnreachable, sentenceOf } from '../../api'
import type { ServerStatus } from '../../api/status'
import { Cell, type Readable } from '../../sync/readable'

export interface StatusState {
  readonly situation: 'loading' | 'here' | 'offline' | 'locked' | 'failed'
  readonly status: ServerStatus | null
  readonly problem: string
  /** Whether the token that was tried is not the server's. */
  readonly isWrongToken: boolean
}

export type ReadStatus = (token: string) => Promise<ServerStatus>

/** Where the token is kept: as long as this window is open, and nowhere else. */
export interface TokenPlace {
  get(): string
  set(token: string): void
}

export class StatusStore implements Readable<StatusState> {
  readonly #read: ReadStatus
  readonly #token: TokenPlace
  readonly #state = new Cell<StatusState>({ situation: 'loading', status: null, problem: '', isWrongToken: false })
  /** Grows with every question; an answer to an older one is not listened to. */
  #asked = 0

  constructor(read: ReadStatus, token: TokenPlace) {
    this.#read = read
    this.#token = token
  }

  readonly get = this.#state.get
  readonly subscribe = this.#state.subscribe

  async unlock(token: string): Promise<void> {
    this.#token.set(token.trim())
    await this.refresh()
  }

  async refresh(): Promise<void> {
    const asked = ++this.#asked
    try {
      const status = await this.#read(this.#token.get())
      if (asked === this.#asked) this.#state.set({ situation: 'here', status, problem: '', isWrongToken: false })
    } catch (error) {
      if (asked === this.#asked) this.#state.set(this.#without(error))
    }
  }

  #without(error: unknown): StatusState {
    const { status } = this.#state.get()
    if (error instanceof ApiError && error.code === 'not_shown') {
      return { situation: 'locked', status: null, problem: '', isWrongToken: this.#token.get() !== '' }
    }
    const situation = isUnreachable(error) ? 'offline' : 'failed'
    return { situation, status, problem: sentenceOf(error), isWrongToken: false }
  }
}
