/**
 * The history of one open document as the panel shows it: its steps, its named versions, and what can be done with them.
 *
 * All of it is the server's. Without the server what was last heard stays in sight, and nothing can be asked for.
 */
import { type By, isUnreachable, sentenceOf } from '../../../api'
import type { Comparison, History, Step, Version } from '../../../api/history'
import { Cell, type Readable } from '../../../sync/readable'

export interface HistoryState {
  readonly situation: 'loading' | 'here' | 'offline' | 'failed'
  readonly problem: string
  /** The latest first. */
  readonly steps: readonly Step[]
  /** What older steps are asked for with; null when all there are is here. */
  readonly before: number | null
  readonly versions: readonly Version[]
}

/** What the history needs of the server: these functions of api/history.ts. */
export interface HistoryServer {
  readHistory(name: string, page: { before?: number; most?: number }): Promise<History>
  compareMoments(name: string, from: string, to: string, path?: string): Promise<Comparison>
  bringBack(name: string, moment: string, path: string, by: By): Promise<Comparison>
  listVersions(name: string): Promise<readonly Version[]>
  nameVersion(name: string, title: string, moment: string, by: By): Promise<void>
  renameVersion(name: string, id: string, title: string): Promise<void>
  deleteVersion(name: string, id: string): Promise<void>
}

const A_PAGE = 50
const MOST = 500

export class HistoryStore implements Readable<HistoryState> {
  readonly #server: HistoryServer
  readonly #name: string
  readonly #by: () => By
  readonly #state = new Cell<HistoryState>({ situation: 'loading', problem: '', steps: [], before: null, versions: [] })
  /** An answer to an older question never overwrites a newer one. */
  #asked = 0

  constructor(name: string, server: HistoryServer, by: () => By) {
    this.#name = name
    this.#server = server
    this.#by = by
  }

  readonly get = this.#state.get
  readonly subscribe = this.#state.subscribe

  /** Asks anew for everything that is in sight. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked
    const most = Math.min(MOST, Math.max(A_PAGE, this.get().steps.length))
    try {
      const [{ steps, before }, versions] = await Promise.all([
        this.#server.readHistory(this.#name, { most }),
        this.#server.listVersions(this.#name),
      ])
      if (asked === this.#asked) this.#state.set({ situation: 'here', problem: '', steps, before, versions })
    } catch (error) {
      if (asked === this.#asked) this.#fail(error)
    }
  }

  async more(): Promise<void> {
    const { before, steps } = this.get()
    if (before === null) return
    const asked = ++this.#asked
    try {
      const older = await this.#server.readHistory(this.#name, { before, most: A_PAGE })
      if (asked === this.#asked) this.#state.set({ ...this.get(), steps: [...steps, ...older.steps], before: older.before })
    } catch (error) {
      if (asked === this.#asked) this.#fail(error)
    }
  }

  /** The server cannot be reached: said at once, before anything is asked. */
  leave(): void {
    this.#asked += 1
    this.#state.set({ ...this.get(), situation: 'offline', problem: '' })
  }

  compare(from: string, to: string, path?: string): Promise<Comparison> {
    return this.#server.compareMoments(this.#name, from, to, path)
  }

  bringBack(moment: string, path: string): Promise<Comparison> {
    return this.#then(this.#server.bringBack(this.#name, moment, path, this.#by()))
  }

  nameMoment(title: string, moment: string): Promise<void> {
    return this.#then(this.#server.nameVersion(this.#name, title, moment, this.#by()))
  }

  rename(id: string, title: string): Promise<void> {
    return this.#then(this.#server.renameVersion(this.#name, id, title))
  }

  remove(id: string): Promise<void> {
    return this.#then(this.#server.deleteVersion(this.#name, id))
  }

  async #then<T>(work: Promise<T>): Promise<T> {
    const done = await work
    await this.refresh()
    return done
  }

  #fail(error: unknown): void {
    const away = isUnreachable(error)
    this.#state.set({ ...this.get(), situation: away ? 'offline' : 'failed', problem: away ? '' : sentenceOf(error) })
  }
}
