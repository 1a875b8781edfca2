/**
 * The conflicts of one open document that somebody has to look at: where one person wrote over what they had not seen.
 *
 * All of it is the server's. Without the server what was last heard stays in sight, and nothing can be decided.
 */
import type { By } from '../../../api'
import type { Comparison, Conflict, Conflicts, History, Keep } from '../../../api/history'
import { Cell, type Readable } from '../../../sync/readable'

export interface ConflictsState {
  /** How many there are; more than are told when there are very many. */
  readonly amount: number
  /** The newest first. */
  readonly conflicts: readonly Conflict[]
  /** The server cannot be asked at the moment. */
  readonly isAway: boolean
}

/** What it needs of the server: these functions of api/history.ts. */
export interface ConflictServer {
  listConflicts(name: string): Promise<Conflicts>
  decideConflict(name: string, id: string, keep: Keep, by: By): Promise<void>
  readHistory(name: string, page: { before?: number; most?: number }): Promise<History>
  bringBack(name: string, moment: string, path: string, by: By): Promise<Comparison>
}

const without = ({ amount, conflicts, isAway }: ConflictsState, id: string): ConflictsState => {
  const left = conflicts.filter((one) => one.id !== id)
  return { amount: amount - (conflicts.length - left.length), conflicts: left, isAway }
}

export class ConflictStore implements Readable<ConflictsState> {
  readonly #server: ConflictServer
  readonly #name: string
  readonly #by: () => By
  readonly #state = new Cell<ConflictsState>({ amount: 0, conflicts: [], isAway: false })
  /** An answer to an older question never overwrites a newer one. */
  #asked = 0

  constructor(name: string, server: ConflictServer, by: () => By) {
    this.#name = name
    this.#server = server
    this.#by = by
  }

  readonly get = this.#state.get
  readonly subscribe = this.#state.subscribe

  /** Asks anew; false when there was no answer, or a newer question. */
  async refresh(): Promise<boolean> {
    const asked = ++this.#asked
    const found = await this.#server.listConflicts(this.#name).catch(() => null)
    if (found === null || asked !== this.#asked) return false
    this.#take(found)
    return true
  }

  setAway(isAway: boolean): void {
    if (isAway === this.get().isAway) return
    // What is still on its way was asked of a server that is not there any more.
    this.#asked += 1
    this.#state.set({ ...this.get(), isAway })
  }

  /** Decides one; an ApiError when the server did not do it, and then it is still there. */
  async decide({ id }: Conflict, keep: Keep): Promise<void> {
    await this.#server.decideConflict(this.#name, id, keep, this.#by())
    this.#state.set(without(this.get(), id))
    await this.refresh()
  }

  /** The document as it is now, to go back to. */
  async moment(): Promise<string> {
    return String((await this.#server.readHistory(this.#name, { most: 1 })).last)
  }

  /** Makes what a conflict is about as it was at a moment before it was decided. */
  async takeBack({ path }: Conflict, moment: string): Promise<void> {
    await this.#server.bringBack(this.#name, moment, path, this.#by())
    await this.refresh()
  }

  /** The same answer again is the same object again, so that nothing is drawn anew. */
  #take({ amount, conflicts }: Conflicts): void {
    const now = this.get()
    if (amount === now.amount && JSON.stringify(conflicts) === JSON.stringify(now.conflicts)) return
    this.#state.set({ ...now, amount, conflicts })
  }
}
