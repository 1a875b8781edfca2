/**
 * The list of shows: what the server has, or, without it, what this browser knows.
 *
 * A change is drawn at once and asked of the server; when that fails it is taken back and the caller gets the
 * ApiError. An answer to an older question never overwrites a newer change.
 */
import { type DocumentEntry, isUnreachable, type Moved, type NewShow, sentenceOf } from '../../api'
import { Cell, type Readable } from '../../sync/readable'

export interface LibraryState {
  /** loading: nothing known yet; here: as the server says; offline: as this browser remembers; failed: see `problem`. */
  readonly situation: 'loading' | 'here' | 'offline' | 'failed'
  readonly documents: readonly DocumentEntry[]
  readonly problem: string
}

/** What the library needs of the server: these functions of api.ts. */
export interface LibraryServer {
  listDocuments(): Promise<readonly DocumentEntry[]>
  createShow(show: NewShow): Promise<DocumentEntry>
  renameDocument(name: string, title: string): Promise<void>
  deleteDocument(name: string): Promise<void>
  restoreDocument(name: string): Promise<void>
  moveDocument(name: string, workspace: string): Promise<Moved>
}

/** What the browser remembers: known.ts. */
export interface LibraryMemory {
  knownDocuments(): readonly DocumentEntry[]
  /** Gives the list as it is remembered: what has unsaved changes stays in it. */
  rememberDocuments(documents: readonly DocumentEntry[]): readonly DocumentEntry[]
}

export class Library implements Readable<LibraryState> {
  readonly #server: LibraryServer
  readonly #memory: LibraryMemory
  readonly #now: () => number
  readonly #state = new Cell<LibraryState>({ situation: 'loading', documents: [], problem: '' })
  /** Grows with every change made here; a list asked for before the latest change is out of date. */
  #changes = 0

  constructor(server: LibraryServer, memory: LibraryMemory, now: () => number = Date.now) {
    this.#server = server
    this.#memory = memory
    this.#now = now
  }

  readonly get = this.#state.get
  readonly subscribe = this.#state.subscribe

  async refresh(): Promise<void> {
    const asked = this.#changes
    try {
      const documents = (await this.#server.listDocuments()).filter(({ kind }) => kind === 'show')
      if (asked !== this.#changes) return
      this.#state.set({ situation: 'here', documents: this.#memory.rememberDocuments(documents), problem: '' })
    } catch (error) {
      if (asked === this.#changes) this.#fail(error)
    }
  }

  /** Somebody else sits here: what was listed for whoever sat here before is nothing to them. */
  beginAnew(): void {
    this.#changes += 1
    this.#state.set({ situation: 'loading', documents: [], problem: '' })
  }

  async create(show: NewShow): Promise<DocumentEntry> {
    const entry = await this.#server.createShow(show)
    this.#changes += 1
    this.#draw([...this.#others(entry.name), entry])
    return entry
  }

  rename(name: string, title: string): Promise<void> {
    return this.#change(name, { title, updated_at: this.#now() }, () => this.#server.renameDocument(name, title))
  }

  remove(name: string): Promise<void> {
    return this.#change(name, { deleted_at: this.#now() }, () => this.#server.deleteDocument(name))
  }

  restore(name: string): Promise<void> {
    return this.#change(name, { deleted_at: null }, () => this.#server.restoreDocument(name))
  }

  /** Not drawn before the server has answered: it may end what others have. */
  async move(name: string, workspace: string): Promise<Moved> {
    const moved = await this.#server.moveDocument(name, workspace)
    await this.#change(name, { workspace }, async () => undefined)
    return moved
  }

  async #change(name: string, change: Partial<DocumentEntry>, ask: () => Promise<void>): Promise<void> {
    const before = this.#state.get().documents.find((entry) => entry.name === name)
    if (before === undefined) return
    this.#changes += 1
    this.#draw([...this.#others(name), { ...before, ...change }])
    try {
      await ask()
    } catch (error) {
      this.#draw([...this.#others(name), before])
      throw error
    } finally {
      this.#changes += 1
    }
  }

  #others(name: string): readonly DocumentEntry[] {
    return this.#state.get().documents.filter((entry) => entry.name !== name)
  }

  #draw(documents: readonly DocumentEntry[]): void {
    this.#state.set({ ...this.#state.get(), documents: this.#memory.rememberDocuments(documents) })
  }

  #fail(error: unknown): void {
    const known = this.#memory.knownDocuments()
    this.#state.set(
      isUnreachable(error)
        ? { situation: 'offline', documents: known, problem: '' }
        : { situation: 'failed', documents: known, problem: sentenceOf(error) },
    )
  }
}

const words = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** The living shows whose title has every word of the search, last edited first. */
export const found = (documents: readonly DocumentEntry[], search = ''): readonly DocumentEntry[] => {
  const sought = words(search).split(/\s+/).filter(Boolean)
  return documents
    .filter(({ deleted_at, title }) => deleted_at === null && sought.every((word) => words(title).includes(word)))
    .sort((a, b) => b.updated_at - a.updated_at || a.name.localeCompare(b.name))
}

/** The deleted shows, last deleted first. */
export const deleted = (documents: readonly DocumentEntry[]): readonly DocumentEntry[] =>
  documents.filter(({ deleted_at }) => deleted_at !== null).sort((a, b) => (b.deleted_at ?? 0) - (a.deleted_at ?? 0))
