/**
 * What was done in a workspace, the latest first: searched, and read on from where it stopped.
 *
 * The answer to an older search never overwrites that to a newer one.
 */
import { isUnreachable, sentenceOf } from '../../api'
import type { Deed, Deeds } from '../../api/members'
import { Cell, type Readable } from '../../sync/readable'

export interface AuditState {
  /** away: the server does not answer; what it said before stays. */
  readonly situation: 'loading' | 'here' | 'away' | 'failed'
  readonly words: string
  readonly deeds: readonly Deed[]
  /** Whether there are older ones. */
  readonly hasMore: boolean
  readonly problem: string
}

/** What is new before what is known, if nothing can be missing in between; else what is new alone. */
const joined = (found: Deeds, known: readonly Deed[], before: string | null): Deeds => {
  const fresh = new Set(found.deeds.map(({ key }) => key))
  const older = known.filter(({ key }) => !fresh.has(key))
  return older.length === 0 || older.length === known.length ? found : { deeds: [...found.deeds, ...older], before }
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
    await this.#ask(null, (found) => found)
  }

  /** Asks for the same again: what is new comes before it, and what was read on to stays. */
  async again(): Promise<void> {
    await this.#ask(null, (found) => joined(found, this.#state.get().deeds, this.#before))
  }

  async more(): Promise<void> {
    if (this.#before === null) return
    await this.#ask(this.#before, ({ deeds, before }) => ({ deeds: [...this.#state.get().deeds, ...deeds], before }))
  }

  async #ask(from: string | null, shown: (found: Deeds) => Deeds): Promise<void> {
    const asked = ++this.#asked
    const { words } = this.#state.get()
    try {
      const found = await this.#read(words, from)
      if (asked !== this.#asked) return
      const { deeds, before } = shown(found)
      this.#before = before
      this.#state.set({ situation: 'here', words, deeds, hasMore: before !== null, problem: '' })
    } catch (error) {
      if (asked !== this.#asked) return
      this.#state.set({ ...this.#state.get(), situation: isUnreachable(error) ? 'away' : 'failed', problem: sentenceOf(error) })
    }
  }
}
