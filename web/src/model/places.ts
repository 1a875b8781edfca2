/**
 * Where rows go: from "after that one" to the ranks that put them there.
 *
 *   ranksAt(rows, place, count, random) → {ranks, corrections}
 *   alreadyThere(rows, moved, place)
 *
 * `rows` are the live ones in order, without those that are being moved. `corrections` are new ranks for rows that
 * must give way, because chance had made two ranks equal (D6); mostly there are none.
 */
import { makeRoom } from './order'

export type Place = { readonly after: string | null } | { readonly before: string | null }

export interface Row {
  readonly id: string
  readonly rank: string
}

export interface Ranks {
  readonly ranks: readonly string[]
  readonly corrections: readonly Row[]
}

export const START: Place = { after: null }
export const END: Place = { before: null }

/** The number of rows before the place; one that names a row that is gone means the end. */
export const indexOf = (rows: readonly Row[], place: Place): number => {
  const [id, open, step] = 'after' in place ? [place.after, 0, 1] : [place.before, rows.length, 0]
  if (id === null) return open
  const index = rows.findIndex((row) => row.id === id)
  return index < 0 ? rows.length : index + step
}

export const ranksAt = (rows: readonly Row[], place: Place, count: number, random: () => number): Ranks => {
  const ranks = rows.map((row) => row.rank)
  const { drawn, moved } = makeRoom(ranks, indexOf(rows, place), Array.from({ length: count }, random))
  return { ranks: drawn, corrections: [...moved].map(([index, rank]) => ({ id: rows[index]?.id ?? '', rank })) }
}

/** Rows that already stand there in this order need no new rank: a move to the same place is no edit. */
export const alreadyThere = (rows: readonly Row[], moved: readonly Row[], place: Place): boolean => {
  const ids = new Set(moved.map((row) => row.id))
  const rest = rows.filter((row) => !ids.has(row.id))
  const index = indexOf(rest, place)
  const after = [...rest.slice(0, index), ...moved, ...rest.slice(index)]
  return after.every((row, position) => row.id === rows[position]?.id)
}
