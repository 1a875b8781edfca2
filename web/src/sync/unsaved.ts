/**
 * How many changes this browser still has to bring to a server: kept across reloads, and shared by its windows (U3).
 *
 *   const unsaved = new Unsaved(documentName, writer)     a writer is one window's one visit
 *   unsaved.note({ made, stored, saved })                 my own counts; nothing is kept once all is saved
 *   unsaved.ofOthers()                                    what other visits and windows left unsaved
 *   const seen = unsaved.look() … unsaved.brought(seen)   their changes were in my copy, and the server has them now
 *   unsaved.onChange(listener)                            another window wrote; hears how many of mine it brought
 *   unsavedChanges()                                      how many changes of which documents whoever sits here still has
 *
 * Each writer writes its own line only: `made` changes, `stored` of them in the device's copy, `saved` by the server.
 * Whoever brings another's changes writes beside that line how far it got, so no window ever overwrites another's
 * count. A window can bring only what it found in the device's copy, therefore never more than `stored`.
 */
import { Belongings, belongings } from './keeper'
import { onStorage, parsed, type SmallStorage } from './storage'

export interface Counts {
  readonly made: number
  readonly stored: number
  readonly saved: number
}

const LINES = 'callboard:unsaved:'
const BROUGHT = 'callboard:brought:'

type Lines = ReadonlyMap<string, Counts>

const count = (value: unknown): number => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0)

const countsIn = (stored: unknown): Counts | null => {
  if (typeof stored !== 'object' || stored === null) return null
  const { made, stored: kept, saved } = stored as Readonly<Record<string, unknown>>
  return { made: count(made), stored: count(kept), saved: count(saved) }
}

export class Unsaved {
  readonly #writer: string
  readonly #lineKey: string
  readonly #broughtKey: string
  readonly #small: SmallStorage

  constructor(documentName: string, writer: string, small: SmallStorage = belongings()) {
    this.#writer = writer
    this.#lineKey = `${LINES}${documentName}:`
    this.#broughtKey = `${BROUGHT}${documentName}:`
    this.#small = small
  }

  note(counts: Counts): void {
    if (counts.made === counts.saved) this.#forget(this.#writer)
    else this.#write(this.#lineKey + this.#writer, counts)
  }

  /** Changes of others that no server has, those that their window could not store included. */
  ofOthers(): number {
    let sum = 0
    for (const [writer, { made, saved }] of this.look()) sum += Math.max(0, made - Math.max(saved, this.#brought(writer)))
    return sum
  }

  /** Is there anything in the device's copy that a window of this browser made and no server has? */
  get bringable(): boolean {
    return [...this.look()].some(([writer, { stored, saved }]) => stored > Math.max(saved, this.#brought(writer)))
  }

  /** Nobody will bring them any more: the copy they were in has been given up. */
  forget(): void {
    for (const key of this.#keys()) this.#forget(key.slice(this.#lineKey.length))
  }

  look(): Lines {
    const lines = new Map<string, Counts>()
    for (const key of this.#keys()) {
      const counts = countsIn(parsed(this.#small.getItem(key)))
      const writer = key.slice(this.#lineKey.length)
      if (counts !== null && writer !== this.#writer) lines.set(writer, counts)
    }
    return lines
  }

  /**
   * A line that has not moved since is gone for good: its writer is no more, or writes it again with its next
   * change. What it had not stored cannot be brought by anybody else, or was stored after all and is brought.
   */
  brought(seen: Lines): void {
    const now = this.look()
    for (const [writer, { made, stored }] of seen) {
      if (stored > this.#brought(writer)) this.#write(this.#broughtKey + writer, stored)
      if (now.get(writer)?.made === made) this.#forget(writer)
    }
  }

  onChange(listener: (broughtForMe: number) => void): () => void {
    const forMe = this.#broughtKey + this.#writer
    const heard = (key: string | null, value: string | null): void => {
      if (key === null || key.startsWith(this.#lineKey) || key.startsWith(this.#broughtKey))
        listener(key === forMe ? count(parsed(value)) : 0)
    }
    return this.#small instanceof Belongings ? this.#small.onChange(heard) : onStorage(heard)
  }

  #brought(writer: string): number {
    return count(parsed(this.#small.getItem(this.#broughtKey + writer)))
  }

  #keys(): string[] {
    const keys = Array.from({ length: this.#small.length }, (_, index) => this.#small.key(index))
    return keys.filter((key): key is string => key?.startsWith(this.#lineKey) === true)
  }

  #write(key: string, value: unknown): void {
    try {
      this.#small.setItem(key, JSON.stringify(value))
    } catch {
      // A full storage: the count of this visit does not survive a reload. The badge asks the server all the same.
    }
  }

  #forget(writer: string): void {
    this.#small.removeItem(this.#lineKey + writer)
    this.#small.removeItem(this.#broughtKey + writer)
  }
}

/** By document, for all that this browser has not brought to the server yet. */
export const unsavedChanges = (small: SmallStorage = belongings()): ReadonlyMap<string, number> => {
  const names = new Set<string>()
  for (let index = 0; index < small.length; index += 1) {
    const key = small.key(index)
    if (key?.startsWith(LINES) === true) names.add(key.slice(LINES.length, key.lastIndexOf(':')))
  }
  const counted = [...names].map((name) => [name, new Unsaved(name, '', small).ofOthers()] as const)
  return new Map(counted.filter(([, changes]) => changes > 0))
}
