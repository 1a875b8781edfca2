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
import { Cell, type Readable } from './readable'
import type { Device } from './status'

const UPDATES = 'updates'
const CUSTOM = 'custom'
const MARK = 'callboard:stored'
/** A browser that does not open its storage in this time is treated as one that has none. */
const PATIENCE = 5_000
const PAUSE_AFTER_FAILURE = 3_000

export const databaseName = (documentName: string): string => `callboard:${documentName}`

/** Waits for a promise, but not for ever. */
const within = (promise: Promise<unknown>, patience: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, patience)
    const done = (): void => {
      clearTimeout(timer)
      resolve()
    }
    promise.then(done, done)
  })

/** Private windows of some browsers have IndexedDB and refuse to open it; y-indexeddb would wait for ever. */
const opens = async (factory: IDBFactory | undefined): Promise<boolean> => {
  let opened = false
  const trial = new Promise<void>((resolve, reject) => {
    if (factory === undefined) return reject(new Error('this browser has no storage'))
    const request = factory.open('callboard:probe')
    request.addEventListener('error', () => reject(new Error('this browser does not open its storage')))
    request.addEventListener('success', () => {
      opened = true
      request.result.close()
      resolve()
    })
  })
  await within(trial, PATIENCE)
  return opened
}

/** Deletes a copy that nobody has open any more here; other windows let go of it when they are told. */
export const forgetCopy = (documentName: string): Promise<void> =>
  within(
    new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(databaseName(documentName))
      request.addEventListener('success', () => resolve())
      request.addEventListener('error', () => reject(new Error('this browser keeps its copy')))
    }),
    PATIENCE,
  )

export interface DeviceBooks {
  /** Counts what has happened so far, in the caller's own counting. */
  readonly mark: () => number
  /** Everything up to that mark is stored on this device. */
  readonly onStored: (mark: number) => void
}

export class DeviceCopy {
  readonly opened: Promise<void>
  readonly #name: string
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

  constructor(name: string, doc: Y.Doc, books: DeviceBooks = { mark: () => 0, onStored: () => {} }) {
    this.#name = name
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

  /** What was written so far is still stored: IndexedDB ends its transactions before it closes. */
  async close(): Promise<void> {
    this.#closed = true
    this.#doc.off('update', this.#changed)
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#persistence?.destroy()
  }

  async #open(): Promise<void> {
    if (!(await opens(globalThis.indexedDB))) return this.#fail()
    if (this.#closed) return
    const persistence = new IndexeddbPersistence(databaseName(this.#name), this.#doc)
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
