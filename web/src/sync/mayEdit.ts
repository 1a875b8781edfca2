/**
 * Whether this browser may edit a document, as the server said last: remembered, so that a reader is one without the
 * server too and makes no changes that nobody would take (A9).
 *
 *   const mayEdit = new MayEdit('show/<uuid>')      mayEdit.get()      mayEdit.set(false)
 */
import { belongings } from './keeper'
import { Cell, type Readable } from './readable'
import type { SmallStorage } from './storage'

const READER = 'callboard:reader:'

export class MayEdit implements Readable<boolean> {
  readonly #key: string
  readonly #small: SmallStorage
  readonly #cell: Cell<boolean>

  constructor(documentName: string, small: SmallStorage = belongings()) {
    this.#key = READER + documentName
    this.#small = small
    this.#cell = new Cell(small.getItem(this.#key) === null)
  }

  readonly get = (): boolean => this.#cell.get()
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener)

  set(may: boolean): void {
    try {
      if (may) this.#small.removeItem(this.#key)
      else this.#small.setItem(this.#key, '1')
    } catch {
      // A full storage: without the server the next visit does not know, and the server decides when it is back.
    }
    this.#cell.set(may)
  }
}
