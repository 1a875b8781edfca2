/**
 * Where the others are, sorted by row, so that a row hears only of those who are in it.
 */
import type { Place, Present } from '../../sync/presence'

export interface Peer {
  readonly id: string
  readonly name: string
  readonly colour: string
  readonly field: string
  /** Offsets into the text, when they are typing in it. */
  readonly anchor: number | null
  readonly head: number | null
}

const NOBODY: readonly Peer[] = Object.freeze([])

const peer = ({ id, name, colour }: Present, { field, anchor, head }: Place): Peer => ({
  id,
  name,
  colour,
  field,
  anchor: anchor ?? head ?? null,
  head: head ?? null,
})

const byRow = new WeakMap<readonly Present[], ReadonlyMap<string, readonly Peer[]>>()

const sorted = (people: readonly Present[]): ReadonlyMap<string, readonly Peer[]> => {
  const known = byRow.get(people)
  if (known) return known
  const rows = new Map<string, Peer[]>()
  for (const person of people) {
    for (const place of person.places) rows.set(place.id, [...(rows.get(place.id) ?? []), peer(person, place)])
  }
  byRow.set(people, rows)
  return rows
}

const same = (a: Peer, b: Peer | undefined): boolean =>
  b !== undefined && (Object.keys(a) as (keyof Peer)[]).every((key) => a[key] === b[key])

/** A selector for one row that gives the same array while nobody in that row moved. */
export const peersIn = (row: string): ((people: readonly Present[]) => readonly Peer[]) => {
  let last = NOBODY
  return (people) => {
    const now = sorted(people).get(row) ?? NOBODY
    const unchanged = now.length === last.length && now.every((one, index) => same(one, last[index]))
    if (!unchanged) last = now
    return last
  }
}
