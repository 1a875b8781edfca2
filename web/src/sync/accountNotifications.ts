/**
 * What somebody wants to be told, kept with their account, so that all of their devices agree (A25).
 *
 *   const account = new AccountNotifications(server)
 *   const stop = account.follow()      sends every choice that is made
 *   await account.exchange()           sends what waits, else takes what another device has chosen
 *
 * Only what was chosen travels, so two devices that each change another thing both keep it; of two choices of the same
 * thing the latest that reaches the server counts. Nothing here fails: the choices on the device go on counting.
 */
import { inTurn } from './inTurn'
import { keeper } from './keeper'
import { type NotificationChange, settle, takeNotifications, unsent } from './notifications'

/** What is needed of the server; both give all choices as they are then. */
export interface NotificationServer {
  read(): Promise<unknown>
  change(change: NotificationChange): Promise<unknown>
}

const isEmpty = (change: NotificationChange): boolean => Object.keys(change).length === 0

export class AccountNotifications {
  readonly #server: NotificationServer

  constructor(server: NotificationServer) {
    this.#server = server
  }

  readonly exchange = inTurn(async () => {
    const [who, sent] = [keeper.get(), unsent.get()]
    const told = await (isEmpty(sent) ? this.#server.read() : this.#server.change(sent))
    // Whoever sits here by now has choices of their own.
    if (who !== keeper.get()) return
    settle(sent)
    takeNotifications(told)
  })

  follow(): () => void {
    return unsent.subscribe(() => {
      if (!isEmpty(unsent.get())) void this.exchange()
    })
  }
}
