/**
 * Where the work is: brings together what the device, the server's answers and other windows tell (U3, U4).
 *
 *   const keeping = new Keeping(name, doc, wire, awareness)
 *   keeping.status: Readable<Status>       the badge
 *   keeping.situation: Readable<Situation> what it is worked out from
 *   keeping.ready: Readable<boolean>       there is something to show
 *   keeping.mayEdit: Readable<boolean>      as the server said last
 *   keeping.hints                          what the server has news of
 *   keeping.retry() · await keeping.close() · await keeping.discard()
 *
 * Order matters once: the device's copy is taken in before the talk with the server begins, so that the first thing
 * the server acknowledges is all there is.
 */
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { newId } from '../model/ids'
import { Conversation } from './conversation'
import { DeviceCopy } from './device'
import { Hints } from './hints'
import { Ledger } from './ledger'
import { MayEdit } from './mayEdit'
import { Cell, type Readable } from './readable'
import { Silence } from './silence'
import { type Situation, type Status, statusOf } from './status'
import { Unsaved } from './unsaved'
import type { Wire } from './wire'

const same = (a: Status, b: Status): boolean => a.kind === b.kind && a.sentence === b.sentence
const alike = (a: Situation, b: Situation): boolean =>
  (Object.keys(a) as (keyof Situation)[]).every((fact) => a[fact] === b[fact])

/** What another window left is fetched after a moment: mostly that window brings it to the server itself. */
const BEFORE_FETCHING = 1_000

export class Keeping {
  readonly hints = new Hints()
  readonly #mayEdit: MayEdit
  readonly #doc: Y.Doc
  readonly #wire: Wire
  readonly #unsaved: Unsaved
  readonly #ledger: Ledger
  readonly #device: DeviceCopy
  readonly #talk: Conversation
  readonly #status: Cell<Status>
  readonly #situated: Cell<Situation>
  readonly #ready = new Cell(false)
  readonly #silence = new Silence(() => this.#judge())
  readonly #stops: (() => void)[]
  /** Other writers' lines as they were before their changes were taken into this document. */
  #taken: ReturnType<Unsaved['look']>
  #ofOthers: number
  #stored = 0
  #timer: ReturnType<typeof setTimeout> | null = null
  #closed = false
  /** It is known whether this device has a copy. */
  #opened = false

  constructor(name: string, doc: Y.Doc, wire: Wire, awareness: Awareness) {
    this.#doc = doc
    this.#wire = wire
    this.#mayEdit = new MayEdit(name)
    this.#unsaved = new Unsaved(name, newId())
    this.#taken = this.#unsaved.look()
    this.#ofOthers = this.#unsaved.ofOthers()
    this.#ledger = new Ledger(() => this.#note())
    // Before the provider listens: the ledger counts a change before the message that carries it goes out.
    doc.on('update', this.#changed)
    this.#device = new DeviceCopy(name, doc, { mark: () => this.#ledger.made, onStored: this.#onStored })
    this.#talk = new Conversation(wire, {
      name,
      doc,
      awareness,
      ledger: this.#ledger,
      onChange: this.#judge,
      onAdmitted: (mayEdit) => this.#mayEdit.set(mayEdit),
      onSynced: () => this.#show(),
      onWords: (words) => this.hints.take(words),
    })
    this.#situated = new Cell(this.#situation(), alike)
    this.#status = new Cell(statusOf(this.#situated.get()), same)
    this.#stops = [
      this.#device.state.subscribe(this.#judge),
      wire.link.subscribe(this.#lineChanged),
      this.#unsaved.onChange(this.#otherWindow),
    ]
    void this.#open()
  }

  get status(): Readable<Status> {
    return this.#status
  }

  get situation(): Readable<Situation> {
    return this.#situated
  }

  get ready(): Readable<boolean> {
    return this.#ready
  }

  get mayEdit(): Readable<boolean> {
    return this.#mayEdit
  }

  get warning(): Readable<string> {
    return this.#talk.warning
  }

  retry(): void {
    this.#talk.retry()
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    for (const stop of this.#stops) stop()
    this.#doc.off('update', this.#changed)
    this.#silence.close()
    this.#talk.close()
    await this.#device.close()
  }

  /** Gives this browser's copy up, with the changes in it that no server has (R10). Closes as well. */
  async discard(): Promise<void> {
    await this.close()
    await this.#device.forget()
    this.#unsaved.forget()
  }

  async #open(): Promise<void> {
    await this.#device.opened
    if (this.#closed) return
    this.#opened = true
    if (this.#device.hadContents) this.#show()
    this.#judge()
    if (!this.#device.loaded) this.#taken = new Map()
    this.#talk.begin()
  }

  #show(): void {
    this.#ready.set(true)
    this.#judge()
  }

  readonly #changed = (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
    if (transaction.local) this.#ledger.edited()
  }

  readonly #onStored = (mark: number): void => {
    this.#stored = mark
    this.#note()
  }

  /** Writes the counts down where they survive a reload, then judges anew. */
  #note(): void {
    const { made, saved } = this.#ledger
    this.#unsaved.note({ made, stored: this.#stored, saved })
    if (this.#ledger.settled && this.#taken.size > 0) {
      this.#unsaved.brought(this.#taken)
      this.#taken = new Map()
      this.#ofOthers = this.#unsaved.ofOthers()
    }
    this.#judge()
  }

  /**
   * A new connection is a new chance: the server may know us now, or have the document again. Not in this very
   * moment: the provider tells of the connection before it lets documents join it.
   */
  readonly #lineChanged = (): void => {
    if (this.#wire.link.get() === 'online' && this.#talk.ended?.kind !== 'refused') queueMicrotask(() => this.#talk.retry())
    this.#judge()
  }

  readonly #judge = (): void => {
    const { unanswered, answers } = this.#ledger
    this.#silence.note(this.#wire.link.get() === 'online' && unanswered > 0, answers)
    this.#situated.set(this.#situation())
    this.#status.set(statusOf(this.#situated.get()))
  }

  #situation(): Situation {
    return {
      device: this.#device.state.get(),
      link: this.#wire.link.get(),
      confirmed: this.#ledger.settled,
      pending: this.#ledger.pending + this.#ofOthers,
      ended: this.#talk.ended,
      held: this.#ready.get() ? true : this.#opened ? false : null,
      unanswered: this.#silence.lasts,
    }
  }

  readonly #otherWindow = (broughtForMe: number): void => {
    this.#ledger.savedElsewhere(broughtForMe)
    this.#ofOthers = this.#unsaved.ofOthers()
    this.#judge()
    if (this.#unsaved.bringable) this.#timer ??= setTimeout(() => void this.#fetch(), BEFORE_FETCHING)
  }

  /** Takes what other windows have stored on this device into this document, and so to the server. */
  async #fetch(): Promise<void> {
    this.#timer = null
    if (this.#closed || !this.#unsaved.bringable) return
    const seen = this.#unsaved.look()
    if (!(await this.#device.refresh()) || this.#closed) return
    this.#taken = new Map([...this.#taken, ...seen])
    this.#note()
  }
}
