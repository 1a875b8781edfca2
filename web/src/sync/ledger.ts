/**
 * The books on what the server has acknowledged (U3). No network, no clock: it is told what happened.
 *
 *   edited()                  a change was made in this window
 *   opened() · lost()         a conversation with the server begins · its socket or the document on it is gone
 *   sent(says)                an edit, or everything the server lacked, went out on the wire
 *   answered(stored)          the server's answer to the oldest message that has none yet
 *   savedElsewhere(count)     another window brought so many of our changes to the server
 *
 * The provider's own count (`unsyncedChanges`) is not enough: it starts again at one with every connection while
 * answers to older messages are still to come, and so reaches zero too early. Here each message on the wire is
 * one line in the books; the server answers in the order it was told, one answer each, after the disk has it.
 *
 *  - Edits count as saved only once "everything" has been answered on this conversation; until then a live edit's
 *    answer says nothing about the edits before it.
 *  - A refusal stops the counting until everything has been taken, here when the rights to write come back or there
 *    is room again, or on the next conversation. Here the server then answers every refused message once more, right behind the answer to
 *    "everything" and in all as often as it refused; those answers are for no line that is still open.
 */
import type { Says } from './frames'

interface Line {
  readonly everything: boolean
  /** How many changes had been made here when the message went out. */
  readonly made: number
}

export class Ledger {
  #made = 0
  #saved = 0
  #lines: Line[] | null = null
  #everything = false
  #refused = false
  /** How many messages were refused on this conversation, and how many of the answers to come are for those. */
  #refusals = 0
  #settling = 0
  #answers = 0
  readonly #changed: () => void

  constructor(changed: () => void = () => {}) {
    this.#changed = changed
  }

  get made(): number {
    return this.#made
  }

  get saved(): number {
    return this.#saved
  }

  get pending(): number {
    return this.#made - this.#saved
  }

  /** The server did not take something it was sent on this conversation, nor everything since. */
  get refused(): boolean {
    return this.#refused
  }

  /** How many answers have come so far. */
  get answers(): number {
    return this.#answers
  }

  /** Messages that went out and were not answered. */
  get unanswered(): number {
    return this.#lines?.length ?? 0
  }

  /** The server has, on the disk, all that this window has. */
  get settled(): boolean {
    return this.#everything && !this.#refused && this.#lines?.length === 0 && this.pending === 0
  }

  readonly edited = (): void => {
    this.#made += 1
    this.#changed()
  }

  readonly opened = (): void => {
    this.#lines = []
    this.#everything = false
    this.#refused = false
    this.#refusals = 0
    this.#settling = 0
    this.#changed()
  }

  readonly lost = (): void => {
    this.#lines = null
    this.#everything = false
    this.#changed()
  }

  readonly sent = (says: Says): void => {
    if (says !== 'everything' && says !== 'edit') return
    this.#lines?.push({ everything: says === 'everything', made: this.#made })
    this.#changed()
  }

  readonly answered = (stored: boolean): void => {
    this.#answers += 1
    if (this.#settling > 0) {
      this.#settling -= 1
      return
    }
    const line = this.#lines?.shift()
    if (line === undefined) return
    if (!stored) this.#refuse()
    if (stored && line.everything) this.#takeEverything()
    if (this.#everything && !this.#refused) this.#saved = Math.max(this.#saved, line.made)
    this.#changed()
  }

  #refuse(): void {
    this.#refused = true
    this.#refusals += 1
  }

  #takeEverything(): void {
    this.#everything = true
    this.#refused = false
    this.#settling = Math.max(0, this.#refusals - 1)
    this.#refusals = 0
  }

  readonly savedElsewhere = (count: number): void => {
    if (count <= this.#saved) return
    this.#saved = Math.min(count, this.#made)
    this.#changed()
  }
}
