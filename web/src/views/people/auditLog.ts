/**
 * What was done in a workspace, the latest first: searched, and read on from where it stopped.
 *
 * The answer to an older search never overwrites that to a newer one.
 */
import { sentenceOf } from '../../api'
import type { Deed, Deeds } from '../../api/members'
import { Cell, type Readable } from '../../sync/readable'

export interface AuditState {
  readonly situation: 'loading' | 'here' | 'failed'
  readonly words: string
  readonly deeds: readonly Deed[]
  /** Whether there are older ones. */
  readonly hasMore: boolean
  readonly problem: string
}

const NOTHING: AuditState = { situation: 'loading', words: '', deeds: [], hasMore: false, problem: '' }

export class AuditLog implements Readable<AuditState> {
  readonly #read: (words: string, before: string | null) => Promise<Deeds>
  readonly #state = new Cell<AuditState>(NOTHING)
  #before: string | null = null
  #asked = 0

  constructor(read: (words: string, before: string | null) => Promise<Deeds>) {
    this.#read = read
  }

  readonly get = this.#state.get
  readonly subscribe = this.#state.subscribe

  /** Looks for what has all these words in it; the last finding stays in sight until the next is there. */
  async search(words: string): Promise<void> {
    this.#state.set({ ...this.#state.get(), words })
    await this.#ask(null, [])
  }

  async more(): Promise<void> {
    if (this.#before !== null) await this.#ask(this.#before, this.#state.get().deeds)
  }

  async #ask(before: string | null, known: readonly Deed[]): Promise<void> {
    const asked = ++this.#asked
    const { words } = this.#state.get()
    try {
      const found = await this.#read(words, before)
      if (asked !== this.#asked) return
      this.#before = found.before
      const deeds = [...known, ...found.deeds]
      this.#state.set({ situation: 'here', words, deeds, hasMore: found.before !== null, problem: '' })
    } catch (error) {
      if (asked !== this.#asked) return
      this.#state.set({ ...this.#state.get(), situation: 'failed', problem: sentenceOf(error) })
    }
  }
}
