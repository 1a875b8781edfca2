/**
 * The selection of one grid, kept outside React: a key press changes it at once, and a row draws itself anew only
 * when the part of the selection that concerns it changed.
 */
import { Cell as Box, type Readable } from '../../../sync/readable'
import {
  type Cell,
  type Editing,
  type GridRow,
  type Selection,
  type Step,
  NOTHING,
  edit,
  enter,
  extend,
  extendTo,
  place,
  resume,
  selectAll,
  settle,
  step,
  stopEditing,
  toggle,
} from './selection'

export class GridStore implements Readable<Selection> {
  readonly #selection = new Box<Selection>(NOTHING)
  #rows: readonly GridRow[] = []

  readonly get = this.#selection.get
  readonly subscribe = this.#selection.subscribe

  get rows(): readonly GridRow[] {
    return this.#rows
  }

  /** The rows shown now; the selection settles among them. */
  show(rows: readonly GridRow[]): void {
    if (rows === this.#rows) return
    const before = this.#rows
    this.#rows = rows
    const settled = settle(this.get(), before, rows)
    // There is always a cell that the focus can come to.
    this.#selection.set(settled.active ? settled : { ...enter(settled, rows), halted: settled.halted })
  }

  go(way: Step, page?: number): void {
    this.#selection.set(step(this.get(), way, this.#rows, page === undefined ? {} : { page }))
  }

  extend(by: 1 | -1): void {
    this.#selection.set(extend(this.get(), by, this.#rows))
  }

  extendTo(row: string): void {
    this.#selection.set(extendTo(this.get(), row, this.#rows))
  }

  toggle(cell: Cell): void {
    this.#selection.set(toggle(this.get(), cell, this.#rows))
  }

  selectAll(): void {
    this.#selection.set(selectAll(this.get(), this.#rows))
  }

  /** Goes to a cell, even of a row that is about to appear. */
  place(cell: Cell): void {
    this.#selection.set(place(cell))
  }

  pick(rows: readonly string[]): void {
    const row = rows[0]
    if (row === undefined) return
    this.#selection.set({ ...place({ row, column: this.get().active?.column ?? this.get().goal }), rows })
  }

  unselect(): void {
    const { active } = this.get()
    if (active && this.get().rows.length > 1) this.#selection.set({ ...place(active), goal: this.get().goal })
  }

  edit(how: Editing): void {
    this.#selection.set(edit(this.get(), how))
  }

  stopEditing(): void {
    this.#selection.set(stopEditing(this.get()))
  }

  resume(): void {
    this.#selection.set(resume(this.get()))
  }
}

/** Parts of the selection that concern one row; each gives a primitive, so that a row can subscribe to it. */
export const activeColumn =
  (row: string) =>
  ({ active }: Selection): string | null =>
    active?.row === row ? active.column : null

export const editingIn =
  (row: string) =>
  ({ active, editing }: Selection): Editing | null =>
    active?.row === row ? editing : null

const sets = new WeakMap<readonly string[], ReadonlySet<string>>()
const setOf = (rows: readonly string[]): ReadonlySet<string> => {
  const known = sets.get(rows) ?? new Set(rows)
  sets.set(rows, known)
  return known
}

/** One row alone is not marked: its active cell says enough. */
export const picked =
  (row: string) =>
  ({ rows }: Selection): boolean =>
    rows.length > 1 && setOf(rows).has(row)
