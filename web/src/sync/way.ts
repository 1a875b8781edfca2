/**
 * Which way to the server the next attempt takes (U9): its socket, or plain requests where something in between
 * breaks sockets. No network, no clock: it is told what happened.
 *
 *   a socket was refused twice in a row, or hung once       plain requests next
 *   plain requests worked                                   plain requests, until a socket is known to work
 *   plain requests failed                                   a socket next: the server itself may be away
 */
export type Way = 'socket' | 'requests'

const ENOUGH = 2

export class Ways {
  #failures = 0
  #detour = false

  /** Called once for each attempt. */
  next(): Way {
    return this.#detour || this.#failures >= ENOUGH ? 'requests' : 'socket'
  }

  /** The server has said something on this way. */
  answered(way: Way): void {
    this.#detour = way === 'requests'
    this.#failures = 0
  }

  /** An attempt ended before the server said anything; `hung` when it did not even fail. */
  failed(way: Way, hung: boolean): void {
    if (way === 'socket') this.#failures += hung ? ENOUGH : 1
    else [this.#detour, this.#failures] = [false, ENOUGH - 1]
  }

  /** A socket was seen to work. */
  cleared(): void {
    ;[this.#detour, this.#failures] = [false, 0]
  }
}
