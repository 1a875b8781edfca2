/**
 * The columns of one document, kept with somebody's account, so that all of their devices show the same (A13, S000-49).
 *
 *   const columns = new AccountColumns(name, server)
 *   const stop = columns.follow()      sends every choice made in this window
 *   await columns.exchange()           sends what waits, else takes what another device has left
 *
 * The latest choice that reaches the server counts. One made without the server waits on the device, and a choice made
 * while an answer is under way is never overwritten by it. Nothing here fails: the columns on the device go on counting.
 */
import { inTurn } from './inTurn'
import { choicesOf, isUnsent, markSent, recordKept, takeRecord } from './preferences'

/** What is needed of the server, for one document. */
export interface PreferenceServer {
  /** Null when nothing is kept. */
  read(): Promise<Readonly<Record<string, unknown>> | null>
  write(record: unknown): Promise<void>
}

export class AccountColumns {
  readonly #name: string
  readonly #server: PreferenceServer

  constructor(documentName: string, server: PreferenceServer) {
    this.#name = documentName
    this.#server = server
  }

  follow(): () => void {
    return choicesOf(this.#name).subscribe(() => void this.exchange())
  }

  readonly exchange = inTurn(() => (isUnsent(this.#name) ? this.#send() : this.#take()))

  async #send(): Promise<void> {
    const sent = choicesOf(this.#name).get()
    await this.#server.write(recordKept(this.#name))
    if (choicesOf(this.#name).get() === sent) markSent(this.#name)
  }

  async #take(): Promise<void> {
    const record = await this.#server.read()
    if (record !== null && !isUnsent(this.#name)) takeRecord(this.#name, record)
  }
}
