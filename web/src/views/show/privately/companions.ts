/**
 * The private columns of an open show, as far as this person may see them.
 *
 *   const companions = new Companions(showName, { who, server, open })
 *   companions.get() → Companion[]         open documents, in the order in which they were made
 *   companions.removed.get()               those that were deleted and that this person could bring back
 *   companions.lost.get()                  what went away while one was here, until it has been read: dismiss()
 *   await companions.refresh()             asks the server which there are
 *   await companions.close()
 *
 * Which columns there are is remembered for each person, so that they open without the server (U4). What the server
 * does not list any more is closed, and its copy on this device is deleted (A23); as long as the server cannot say,
 * nothing is deleted.
 */
import { ApiError } from '../../../api'
import type { CompanionEntry } from '../../../api/companions'
import type { Notes } from '../../../model/notes'
import { Cell, type Readable } from '../../../sync/readable'
import type { Session } from '../../../sync/session'
import { parsed, type SmallStorage, storage } from '../../../sync/storage'

export interface Companion extends CompanionEntry {
  readonly session: Session<Notes>
}

/** A column that went away, and how many changes in it no server had. */
export interface Lost {
  readonly title: string
  readonly unsaved: number
}

export interface CompanionsOptions {
  /** Who is in this browser, by the server's word; null for nobody, who has no private columns. */
  readonly who: Readable<string | null>
  readonly list: (show: string) => Promise<readonly CompanionEntry[]>
  readonly open: (name: string) => Session<Notes>
  readonly small?: SmallStorage
}

const isEntry = (value: unknown): value is CompanionEntry => {
  const { name, title, rights } = (value ?? {}) as Partial<CompanionEntry>
  return typeof name === 'string' && typeof title === 'string' && Array.isArray(rights)
}

/** The show itself is not there for this person any more: neither is what accompanies it. */
const isGone = (error: unknown): boolean => error instanceof ApiError && error.code === 'not_found'
/** It cannot be seen at the moment: nothing is shown, and nothing is lost. */
const isShut = (error: unknown): boolean => error instanceof ApiError && (error.code === 'not_signed_in' || error.code === 'deleted')

const CLOSED: ReadonlySet<string> = new Set(['denied', 'closed'])

export class Companions implements Readable<readonly Companion[]> {
  readonly removed = new Cell<readonly CompanionEntry[]>([])
  readonly lost = new Cell<readonly Lost[]>([])
  readonly #show: string
  readonly #options: CompanionsOptions
  readonly #small: SmallStorage
  readonly #open = new Cell<readonly Companion[]>([])
  readonly #unwatch = new Map<string, () => void>()
  readonly #stop: () => void
  #who: string | null = null
  #asking: Promise<void> | null = null
  #isWanted = false
  #closed = false

  constructor(show: string, options: CompanionsOptions) {
    this.#show = show
    this.#options = options
    this.#small = options.small ?? storage()
    this.#stop = options.who.subscribe(() => void this.#meet())
    void this.#meet()
  }

  readonly get = (): readonly Companion[] => this.#open.get()
  readonly subscribe = (listener: () => void): (() => void) => this.#open.subscribe(listener)

  find(name: string): Companion | undefined {
    return this.get().find((one) => one.name === name)
  }

  /** The server does not take what was written here: this device's copy is given up, and its own is shown. */
  async giveUp(companion: Companion): Promise<void> {
    this.#forget(companion.name)
    await companion.session.discard()
    const session = this.#begin(companion.name)
    this.#open.set(this.get().map((one) => (one.name === companion.name ? { ...one, session } : one)))
  }

  dismiss(): void {
    this.lost.set([])
  }

  /** One question at a time; what is asked meanwhile is asked once more after it. */
  refresh(): Promise<void> {
    this.#isWanted = true
    this.#asking ??= this.#refresh().finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stop()
    await this.#hide()
  }

  /** Somebody is here, or somebody else: what they had on this device opens at once. */
  async #meet(): Promise<void> {
    const who = this.#options.who.get()
    if (who === this.#who || this.#closed) return
    this.#who = who
    const hidden = this.#hide()
    if (who !== null) this.#display(this.#remembered())
    await hidden
    if (who !== null) await this.refresh()
  }

  async #refresh(): Promise<void> {
    while (this.#isWanted && this.#who !== null && !this.#closed) {
      this.#isWanted = false
      const who = this.#who
      const answer = await this.#options.list(this.#show).catch((error: unknown) => error)
      if (who !== this.#who || this.#closed) return
      if (Array.isArray(answer)) await this.#take(answer as readonly CompanionEntry[])
      else if (isGone(answer)) await this.#take([])
      else if (isShut(answer)) await this.#hide()
    }
  }

  async #take(listed: readonly CompanionEntry[]): Promise<void> {
    const there = listed.filter(({ deleted_at }) => deleted_at === null)
    const names = new Set(there.map(({ name }) => name))
    const gone = this.get().filter(({ name }) => !names.has(name))
    this.#remember(there)
    const removed = listed.filter(({ deleted_at }) => deleted_at !== null)
    this.removed.set(removed)
    this.#display(there)
    const lost = gone
      .map(({ name, title, session }) => ({ name, title, unsaved: session.status.get().pending }))
      .filter(({ name, unsaved }) => unsaved > 0 || !removed.some((one) => one.name === name))
    if (lost.length > 0) this.lost.set([...this.lost.get(), ...lost])
    await Promise.all(gone.map(({ session }) => session.discard()))
  }

  /** Opens what is not open yet; whatever is not among these goes from the page. */
  #display(entries: readonly CompanionEntry[]): void {
    const known = new Map(this.get().map((one) => [one.name, one.session]))
    const shown = entries.map((entry) => ({ ...entry, session: known.get(entry.name) ?? this.#begin(entry.name) }))
    for (const { name } of this.get()) if (!entries.some((entry) => entry.name === name)) this.#forget(name)
    this.#open.set(shown)
  }

  /** The server does not let this person in any more: it is asked whether that is so for good. */
  #begin(name: string): Session<Notes> {
    const session = this.#options.open(name)
    const stop = session.status.subscribe(() => {
      if (CLOSED.has(session.status.get().kind)) void this.refresh()
    })
    this.#unwatch.set(name, stop)
    return session
  }

  #forget(name: string): void {
    this.#unwatch.get(name)?.()
    this.#unwatch.delete(name)
  }

  /** Nothing is shown; copies on the device stay for whom they belong to. */
  async #hide(): Promise<void> {
    const open = this.get()
    for (const { name } of open) this.#forget(name)
    this.#open.set([])
    this.removed.set([])
    await Promise.all(open.map(({ session }) => session.close()))
  }

  get #key(): string {
    return `callboard:private:${this.#show}:${this.#who}`
  }

  #remembered(): readonly CompanionEntry[] {
    const stored = parsed(this.#small.getItem(this.#key))
    return Array.isArray(stored) ? stored.filter(isEntry) : []
  }

  #remember(entries: readonly CompanionEntry[]): void {
    try {
      if (entries.length === 0) this.#small.removeItem(this.#key)
      else this.#small.setItem(this.#key, JSON.stringify(entries))
    } catch {
      // A full storage: the next visit knows them when the server has told.
    }
  }
}
