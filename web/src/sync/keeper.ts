/**
 * Whose things this browser keeps: on a server where people sign in each has their own, so that whoever comes after
 * somebody sees nothing of theirs, with the server or without it (U13).
 *
 *   keeper.get()             "" on an open server: everybody's · "account:…" · GUEST · NOBODY, who keeps nothing
 *   keepFor(who)             somebody else sits here from now on
 *   belongings()             the small storage of whoever that is, as if there were no others
 *   keptOwn(key, parse)      one value under one key, of whoever sits here
 *   leaveTo(account)         what a guest has here is theirs from the next start of the app on (copies.ts)
 *   databaseName(document)   where their copy of a document is; null for NOBODY
 */
import { Cell, type Readable } from './readable'
import { type Kept, memoryStorage, onStorage, parsed, type SmallStorage, storage } from './storage'

export const EVERYBODY = ''
export const GUEST = 'guest'
export const NOBODY = 'nobody'

const current = new Cell(EVERYBODY)
export const keeper: Readable<string> = current
export const keepFor = (who: string): void => current.set(who)

const OURS = 'callboard:'
const prefixOf = (who: string): string => (who === EVERYBODY ? OURS : `callboard@${who}:`)

/** What one keeper has of a small storage; keys are called as if they were the only one. */
export class Belongings implements SmallStorage {
  readonly #prefix: string
  readonly #small: SmallStorage

  constructor(who: string, small: SmallStorage = who === NOBODY ? memoryStorage() : storage()) {
    this.#prefix = prefixOf(who)
    this.#small = small
  }

  get length(): number {
    return this.#keys().length
  }

  key(index: number): string | null {
    return this.#keys()[index] ?? null
  }

  getItem(key: string): string | null {
    return this.#small.getItem(this.#real(key))
  }

  setItem(key: string, value: string): void {
    this.#small.setItem(this.#real(key), value)
  }

  removeItem(key: string): void {
    this.#small.removeItem(this.#real(key))
  }

  /** Hears of what other windows write here; the key null means everything. */
  onChange(listener: (key: string | null, value: string | null) => void): () => void {
    return onStorage((real, value) => {
      if (real === null) listener(null, value)
      else if (real.startsWith(this.#prefix)) listener(this.#called(real), value)
    })
  }

  #keys(): string[] {
    const real = Array.from({ length: this.#small.length }, (_, index) => this.#small.key(index) ?? '')
    return real.filter((key) => key.startsWith(this.#prefix)).map((key) => this.#called(key))
  }

  #real(key: string): string {
    return this.#prefix + key.slice(OURS.length)
  }

  #called(real: string): string {
    return OURS + real.slice(this.#prefix.length)
  }
}

const known = new Map<string, Belongings>()

export const belongings = (who: string = current.get()): Belongings => {
  const theirs = known.get(who) ?? new Belongings(who)
  known.set(who, theirs)
  return theirs
}

/** Hears when another window has written for whoever sits here, and when somebody else does. */
export const onOwn = (listener: (key: string | null) => void): (() => void) => {
  let stop = belongings().onChange(listener)
  const stopKeeper = current.subscribe(() => {
    stop()
    stop = belongings().onChange(listener)
    listener(null)
  })
  return () => {
    stop()
    stopKeeper()
  }
}

export const keptOwn = <T>(key: string, read: (stored: unknown) => T): Kept<T> => {
  const now = (): T => read(parsed(belongings().getItem(key)))
  const cell = new Cell<T>(now())
  onOwn((changed) => {
    if (changed === key || changed === null) cell.set(now())
  })
  const set = (value: T): void => {
    try {
      belongings().setItem(key, JSON.stringify(value))
    } catch {
      // A full storage costs the next visit this choice, not this one.
    }
    cell.set(value)
  }
  return { get: cell.get, subscribe: cell.subscribe, set }
}

export const databaseName = (documentName: string, who: string = current.get()): string | null =>
  who === NOBODY ? null : prefixOf(who) + documentName

/** The document whose copy a database holds, if it is one of that keeper's. */
export const documentIn = (database: string, who: string): string | null => {
  const prefix = prefixOf(who)
  const name = database.startsWith(prefix) ? database.slice(prefix.length) : ''
  return name.includes('/') ? name : null
}

const HEIR = 'callboard:heir'

export const leaveTo = (account: string): void => {
  try {
    storage().setItem(HEIR, account)
  } catch {
    // A full storage: the copies wait with the guest's.
  }
}

export const forgetHeir = (): void => storage().removeItem(HEIR)

/** Whoever sits here, if they are a guest's heir; an heir who is not here any more is none. */
export const heirHere = (): string | null => {
  const heir = storage().getItem(HEIR)
  if (heir === null || heir === current.get()) return heir
  forgetHeir()
  return null
}
