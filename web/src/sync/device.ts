/**
 * This browser's copy of a document, and the truth about it: what is stored, and what only hangs in the air.
 *
 *   const device = new DeviceCopy(name, doc, { mark, onStored })
 *   await device.opened        the copy is in the document (or there is none, or this browser stores nothing)
 *   device.state.get()         'writing' | 'saved' | 'unavailable'
 *   device.hadContents         there was something in the copy
 *   device.loaded              the copy is in the document now
 *   await device.refresh()     takes in what other windows of this browser have stored meanwhile
 *
 * y-indexeddb keeps the copy, and hears of no failure. So each of its writes is followed by a transaction of our own
 * on the same store: IndexedDB works them off in order, and ours asks for durability, so when it has completed what
 * came before it is on the disk. A write that was aborted (a full disk) is noticed on the database; then everything
 * is written again as a whole until that succeeds.
 */
import { fetchUpdates, IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import { forgetDatabase, opens, PATIENCE, within } from './database'
import { databaseName, keeper } from './keeper'
import { Cell, type Readable } from './readable'
import type { Device } from './status'

const UPDATES = 'updates'
const CUSTOM = 'custom'
const MARK = 'callboard:stored'
const PAUSE_AFTER_FAILURE = 3_000

export interface DeviceBooks {
  /** Counts what has happened so far, in the caller's own counting. */
  readonly mark: () => number
  /** Everything up to that mark is stored on this device. */
  readonly onStored: (mark: number) => void
}

const NO_BOOKS: DeviceBooks = { mark: () => 0, onStored: () => {} }

export class DeviceCopy {
  readonly opened: Promise<void>
  /** Null where nothing is kept: nobody is signed in. */
  readonly #database: string | null
  readonly #doc: Y.Doc
  readonly #state = new Cell<Device>('writing')
  readonly #books: DeviceBooks
  #persistence: IndexeddbPersistence | null = null
  /** Changes of the document, and how many of them a completed transaction has answered for. */
  #changes = 0
  #storedMark = 0
  #asking = false
  #broken = false
  #timer: ReturnType<typeof setTimeout> | null = null
  #closed = false
  hadContents = false

  constructor(name: string, doc: Y.Doc, books: DeviceBooks = NO_BOOKS, who: string = keeper.get()) {
    this.#database = databaseName(name, who)
    this.#doc = doc
    this.#books = books
    doc.on('update', this.#changed)
    this.opened = this.#open()
  }

  get state(): Readable<Device> {
    return this.#state
  }

  /** The copy is in the document; without it, this window knows nothing of what others have stored. */
  get loaded(): boolean {
    return this.#persistence?.synced === true && !this.#closed
  }

  /** Tells whether it could. */
  async refresh(): Promise<boolean> {
    if (!this.loaded || this.#persistence === null) return false
    await fetchUpdates(this.#persistence)
    return this.loaded
  }

  /** Closes it, and deletes it; other windows let go of it when they are told. Tells whether it is gone. */
  async forget(): Promise<boolean> {
    await this.close()
    return this.#database === null || forgetDatabase(this.#database)
  }

  /** What was written so far is still stored: IndexedDB ends its transactions before it closes. */
  async close(): Promise<void> {
    this.#closed = true
    this.#doc.off('update', this.#changed)
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#persistence?.destroy()
  }

  async #open(): Promise<void> {
    const database = this.#database
    if (database === null || !(await opens(globalThis.indexedDB))) return this.#fail()
    if (this.#closed) return
    const persistence = new IndexeddbPersistence(database, this.#doc)
    this.#persistence = persistence
    const loaded = persistence.whenSynced.then(() => this.#loaded(persistence))
    await within(loaded, PATIENCE)
    if (!persistence.synced) this.#fail()
  }

  #loaded(persistence: IndexeddbPersistence): void {
    this.#watch(persistence)
    this.hadContents = this.#doc.store.clients.size > 0
    this.#state.set('writing')
    this.#ask()
  }

  #watch(persistence: IndexeddbPersistence): void {
    const gone = (): void => {
      this.#persistence = null
      this.#fail()
      void persistence.destroy()
    }
    persistence.db?.addEventListener('abort', () => {
      this.#broken = true
    })
    // Somebody cleared this site's data, or deletes this copy from another window: y-indexeddb must write no more.
    persistence.db?.addEventListener('close', gone)
    persistence.db?.addEventListener('versionchange', gone)
  }

  readonly #changed = (_update: Uint8Array, origin: unknown): void => {
    if (origin !== null && origin === this.#persistence) return
    this.#changes += 1
    if (this.#state.get() === 'saved') this.#state.set('writing')
    // y-indexeddb writes in its own listener, which may come after this one.
    queueMicrotask(this.#ask)
  }

  /** One transaction at a time; it answers for all changes made before it began. */
  readonly #ask = (): void => {
    const db = this.#persistence?.synced === true ? this.#persistence.db : null
    if (this.#asking || this.#closed || this.#timer !== null || db === null || db === undefined) return
    this.#asking = true
    try {
      this.#write(db)
    } catch {
      this.#failed() // the database was closed under our hands
    }
  }

  #write(db: IDBDatabase): void {
    const [changes, mark, whole] = [this.#changes, this.#books.mark(), this.#broken]
    // What others wrote is on the server; only what was made here has to survive a power cut of this device.
    const durability = mark > this.#storedMark || whole ? 'strict' : 'relaxed'
    const transaction = db.transaction([UPDATES, CUSTOM], 'readwrite', { durability })
    transaction.addEventListener('complete', () => this.#answered(changes, mark))
    transaction.addEventListener('abort', () => this.#failed())
    this.#broken = false
    if (whole) transaction.objectStore(UPDATES).add(Y.encodeStateAsUpdate(this.#doc))
    transaction.objectStore(CUSTOM).put(mark, MARK)
  }

  #answered(changes: number, mark: number): void {
    this.#asking = false
    if (this.#broken) return this.#failed()
    this.#storedMark = mark
    this.#books.onStored(mark)
    if (changes < this.#changes) return this.#ask()
    this.#state.set('saved')
  }

  /** Nothing counts as stored until the whole document has been written again. */
  #failed(): void {
    this.#asking = false
    this.#broken = true
    this.#fail()
    if (this.#closed || this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#ask()
    }, PAUSE_AFTER_FAILURE)
  }

  #fail(): void {
    this.#state.set('unavailable')
  }
}
