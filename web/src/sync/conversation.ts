/**
 * One document's talk with the server: opened on the shared wire, entered into the ledger, ended with a reason.
 *
 *   const talk = new Conversation(wire, { name, doc, awareness, ledger, onChange, onAdmitted, onSynced, onWords })
 *   talk.begin()       once the device's copy is in the document
 *   talk.ended         why the server does not take part any more, or null
 *   talk.warning       what the server has to tell of the document, such as that it is nearly full
 *   talk.retry()       asks once more after it ended
 *   talk.close()
 *
 * A lost connection does not end it: the provider connects again, and the handshake brings over what is missing.
 * When the server closes the socket on us again and again while something of this document is unanswered (it is too
 * large, or cannot be read), this document stops talking, so that it does not take the others down with it.
 */
import { HocuspocusProvider } from '@hocuspocus/provider'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { newId } from '../model/ids'
import type { Frame } from './frames'
import type { Ledger } from './ledger'
import { Cell, type Readable } from './readable'
import type { Ended } from './status'
import type { Wire, Witness } from './wire'

/** Codes with which the server says that a message was wrong: unreadable, against the rules, too large. */
const OUR_FAULT: ReadonlySet<number> = new Set([1003, 1007, 1008, 1009])
const STRIKES = 3
const READ_ONLY = 'You may read this document, but not change it.'

export interface Talk {
  readonly name: string
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly ledger: Ledger
  readonly onChange: () => void
  /** The server has let this browser in, as a reader or as an editor; it may do so again at any moment. */
  readonly onAdmitted: (mayEdit: boolean) => void
  /** The server's side of the document is here. */
  readonly onSynced: () => void
  /** The server says something that is no part of the document (see hints.ts). */
  readonly onWords: (words: string) => void
}

export class Conversation implements Witness {
  readonly #wire: Wire
  readonly #talk: Talk
  readonly #provider: HocuspocusProvider
  readonly #release: () => void
  readonly #warning = new Cell('')
  #unwatch: () => void
  #ended: Ended | null = null
  #readOnly = false
  #refusal = ''
  #strikes = 0
  #over = false

  constructor(wire: Wire, talk: Talk) {
    this.#wire = wire
    this.#talk = talk
    const { name, doc, awareness, onSynced, onWords } = talk
    this.#provider = new HocuspocusProvider({
      websocketProvider: wire.provider,
      name,
      document: doc,
      awareness,
      sessionAwareness: true,
      token: '',
      onSynced,
      onStateless: ({ payload }) => onWords(payload),
    })
    this.#provider.on('open', talk.ledger.opened)
    this.#release = wire.hold()
    this.#unwatch = wire.watch(this.#provider.effectiveName, this)
  }

  get ended(): Ended | null {
    if (this.#ended !== null || !this.#talk.ledger.refused) return this.#ended
    return { kind: 'refused', reason: this.#readOnly ? READ_ONLY : this.#refusal }
  }

  /** What the server wants this person to know about the document, in its last words; empty if nothing. */
  get warning(): Readable<string> {
    return this.#warning
  }

  get isQuiet(): boolean {
    return this.#talk.ledger.unanswered === 0
  }

  begin(): void {
    this.#provider.attach()
  }

  /** With a session of its own: what the server still says to the old one is nobody's. */
  retry(): void {
    if (this.ended === null || this.#over) return
    this.#stop()
    this.#ended = null
    this.#strikes = 0
    this.#provider.sessionId = newId()
    this.#unwatch = this.#wire.watch(this.#provider.effectiveName, this)
    this.begin()
    this.#talk.onChange()
  }

  close(): void {
    this.#over = true
    this.#unwatch()
    this.#provider.destroy()
    this.#release()
  }

  sent(frame: Frame): void {
    this.#talk.ledger.sent(frame.says)
  }

  heard({ says, words }: Frame): void {
    if (says === 'stored' || says === 'not-stored') this.#answered(says === 'stored')
    else if (says === 'admitted') this.#admitted(words === 'readonly')
    else if (says === 'refusal') this.#refusal = words
    else if (says === 'warning') this.#warning.set(words)
    else if (says === 'denied' || says === 'closed') this.#end({ kind: says, reason: words })
  }

  lost(code: number, reason: string): void {
    const { ledger } = this.#talk
    if (OUR_FAULT.has(code) && ledger.unanswered > 0) this.#strikes += 1
    ledger.lost()
    if (this.#strikes >= STRIKES) this.#end({ kind: 'refused', reason })
  }

  /** What was told of the document before may be out of date. */
  #admitted(readOnly: boolean): void {
    this.#readOnly = readOnly
    this.#refusal = ''
    this.#warning.set('')
    this.#talk.onAdmitted(!readOnly)
    this.#talk.onChange()
  }

  #answered(stored: boolean): void {
    this.#talk.ledger.answered(stored)
    if (this.#talk.ledger.settled) this.#strikes = 0
  }

  #end(ended: Ended): void {
    this.#ended = ended
    this.#stop()
    this.#talk.onChange()
  }

  #stop(): void {
    this.#unwatch()
    this.#talk.ledger.lost()
    this.#provider.detach()
  }
}
