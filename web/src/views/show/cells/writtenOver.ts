/**
 * A text that this person has written over as a whole, and what somebody else did to it at the same moment.
 *
 * Two who write over one text both take away the old one, and what they wrote would stand glued together: "House
 * openDoors open". Whoever's words come second puts a mark between them, when leaving the field. Only that one does, so
 * there is one mark.
 */
import * as Y from 'yjs'

export const MARK = ' / '

export class WrittenOver {
  readonly #text: Y.Text
  /** What this person's client writes from this clock on is mine; null until the text was written over. */
  #since: number | null = null

  constructor(text: Y.Text) {
    this.#text = text
  }

  #isMine(id: Y.ID | null): boolean {
    return id !== null && id.client === this.#text.doc?.clientID && this.#since !== null && id.clock >= this.#since
  }

  /** Right before the text is written over. */
  begin(): void {
    const { doc } = this.#text
    this.#since = doc && Y.getState(doc.store, doc.clientID)
  }

  /**
   * Where my words begin, when others stand before them that know nothing of mine. Whoever saw mine and wrote before
   * them has them for a neighbour: that is an addition, and nothing to part.
   */
  #start(): number | null {
    let [index, crossed] = [0, false]
    for (let item = this.#text._start; item; item = item.right) {
      if (item.deleted || !item.countable) continue
      if (this.#isMine(item.id)) return crossed ? index : null
      crossed ||= !this.#isMine(item.rightOrigin)
      index += item.length
    }
    return null
  }

  /** The text with the mark in it, and where the caret is after it; null when there is nothing to part. */
  parted(): { readonly text: string; readonly caret: number } | null {
    const start = this.#start()
    if (start === null) return null
    const text = this.#text.toString()
    const [theirs, mine] = [text.slice(0, start), text.slice(start)]
    if (theirs.trim() === '' || mine.trim() === '' || theirs.endsWith(MARK)) return null
    return { text: theirs + MARK + mine, caret: theirs.length + MARK.length }
  }
}
