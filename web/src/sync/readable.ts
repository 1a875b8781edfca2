/**
 * A value that changes, and a way to hear of it. Stores, status, presence, person and preferences all look
 * like this, so one React hook reads them all.
 */
export interface Readable<T> {
  readonly get: () => T
  /** Calls the listener after each change; gives back the way to stop. */
  readonly subscribe: (listener: () => void) => () => void
}

export class Cell<T> implements Readable<T> {
  #value: T
  readonly #listeners = new Set<() => void>()
  readonly #same: (a: T, b: T) => boolean

  constructor(value: T, same: (a: T, b: T) => boolean = Object.is) {
    this.#value = value
    this.#same = same
  }

  readonly get = (): T => this.#value

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly set = (value: T): void => {
    if (this.#same(this.#value, value)) return
    this.#value = value
    for (const listener of [...this.#listeners]) listener()
  }
}
