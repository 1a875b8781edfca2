/**
 * Hints of the server about one document: that it knows something new which is asked for over REST.
 *
 *   const hints = new Hints()       hints.take(words)             words as they came with a stateless message
 *   hints.on('conflicts', hear)     gives back the way to stop
 *
 * A hint carries nothing but its name, so that one that is lost, or comes twice, does no harm. Words of other programs,
 * which may use the same kind of message, are passed over.
 */
export type Hint = 'conflicts' | 'companions'

const KNOWN: ReadonlySet<unknown> = new Set<Hint>(['conflicts', 'companions'])
/** A hint is short; nobody has to read a book to find that it is none. */
const LONGEST = 1_000

export const hintFrom = (words: string): Hint | null => {
  if (words.length > LONGEST) return null
  try {
    const said: unknown = JSON.parse(words)
    if (typeof said !== 'object' || said === null || !('callboard' in said)) return null
    return KNOWN.has(said.callboard) ? (said.callboard as Hint) : null
  } catch {
    return null
  }
}

export class Hints {
  readonly #hearers = new Map<Hint, Set<() => void>>()

  on(hint: Hint, hear: () => void): () => void {
    const hearers = this.#hearers.get(hint) ?? new Set()
    this.#hearers.set(hint, hearers.add(hear))
    return () => void hearers.delete(hear)
  }

  take(words: string): void {
    const hint = hintFrom(words)
    if (hint !== null) for (const hear of [...(this.#hearers.get(hint) ?? [])]) hear()
  }
}
