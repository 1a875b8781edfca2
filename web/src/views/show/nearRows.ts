/**
 * Which rows are near what is in sight.
 *
 * Only those are drawn in full; the others are a line of text, which the browser's search finds all the same and a
 * screen reader reads. Five hundred segments with a thousand cues thus cost about as much as fifty.
 */
import { createContext } from 'react'
import { Cell as Box, type Readable } from '../../sync/readable'

/** So far beyond the edges of the window a row is drawn in full already, in pixels. */
const MARGIN = 900
/** The range moves in steps, so that scrolling by a line draws nothing. */
const STEP = 8
/** So many rows are drawn in full before anything is known about what is in sight. */
const FIRST = 32

/** The first of the rows whose lower edge lies below `y`: rows lie one below the other, so halving finds it. */
export const rowAt = (count: number, bottomOf: (index: number) => number, y: number): number => {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if (bottomOf(middle) > y) high = middle
    else low = middle + 1
  }
  return low
}

export class NearRows implements Readable<ReadonlySet<string>> {
  readonly #near = new Box<ReadonlySet<string>>(new Set())
  #ids: readonly string[] = []
  #from = -1
  #to = -1

  readonly get = this.#near.get
  readonly subscribe = this.#near.subscribe

  /** The rows shown now. The ones that were near stay so until it is measured again. */
  show(ids: readonly string[]): void {
    if (ids === this.#ids) return
    this.#ids = ids
    if (this.#to < 0) this.#set(0, FIRST)
    else this.#set(this.#from, this.#to)
  }

  /** Looks where the rows are; `body` holds one element for each, in order. */
  measure(scroller: HTMLElement, body: HTMLElement): void {
    const top = scroller.scrollTop - MARGIN
    const bottomOf = (index: number): number => {
      const row = body.children[index]
      return row instanceof HTMLElement ? row.offsetTop + row.offsetHeight : 0
    }
    const count = body.children.length
    const from = Math.floor(rowAt(count, bottomOf, top) / STEP) * STEP
    const to = Math.ceil((rowAt(count, bottomOf, top + scroller.clientHeight + 2 * MARGIN) + 1) / STEP) * STEP
    if (from !== this.#from || to !== this.#to) this.#set(from, to)
  }

  #set(from: number, to: number): void {
    this.#from = from
    this.#to = to
    const next = new Set(this.#ids.slice(from, to))
    const now = this.get()
    if (next.size !== now.size || [...next].some((id) => !now.has(id))) this.#near.set(next)
  }
}

export const isNear =
  (id: string) =>
  (near: ReadonlySet<string>): boolean =>
    near.has(id)

export const NearContext = createContext(new NearRows())
