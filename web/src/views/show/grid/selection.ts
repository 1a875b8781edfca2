/**
 * Where a person is in the grid: the active cell, the rows picked with it, and whether its text is being edited.
 *
 * Everything is kept by row id, never by index, so that rows which other people add, move or delete
 * never carry the selection along. All functions are pure: a state and the rows shown now give the next state.
 */

export interface Cell {
  readonly row: string
  readonly column: string
}

/** A row as the grid sees it: the columns that can be visited, in visual order, and what it may be picked together with. */
export interface GridRow {
  readonly id: string
  readonly columns: readonly string[]
  readonly group: string
}

/** `keep` starts with the content in place, `replace` with all of it selected, ready to be typed over. */
export type Editing = 'keep' | 'replace'

export interface Selection {
  readonly active: Cell | null
  /** The column the person chose last; rows that lack it show their counterpart and give it back afterwards. */
  readonly goal: string
  readonly anchor: string | null
  readonly rows: readonly string[]
  readonly editing: Editing | null
  /** The cell that was being edited was taken away: what is still being typed is meant for no cell that is left. */
  readonly halted: boolean
}

export const NOTHING: Selection = { active: null, goal: 'name', anchor: null, rows: [], editing: null, halted: false }

/** Columns that mean the same in rows of different groups: from a segment's name one goes down to a cue's label. */
const COUNTERPARTS: Readonly<Record<string, string>> = {
  order: 'number',
  type: 'department',
  start_time: 'number',
  end_time: 'department',
  duration: 'department',
  status: 'department',
  name: 'label',
  notes: 'note',
}

const clamp = (index: number, length: number): number => Math.max(0, Math.min(index, length - 1))

const columnIn = (row: GridRow, goal: string): string => {
  if (row.columns.includes(goal)) return goal
  const counterpart = COUNTERPARTS[goal]
  if (counterpart && row.columns.includes(counterpart)) return counterpart
  return row.columns.includes('name') ? 'name' : (row.columns.at(-1) ?? goal)
}

/** One row and one cell, nothing else picked, nothing being edited. */
export const place = (cell: Cell): Selection => ({
  active: cell,
  goal: cell.column,
  anchor: cell.row,
  rows: [cell.row],
  editing: null,
  halted: false,
})

interface Here {
  readonly rows: readonly GridRow[]
  readonly y: number
  readonly x: number
  readonly goal: string
  readonly page: number
}

interface Target {
  readonly y: number
  readonly x?: number
}

/** Reading order: past the last cell of a row comes the first one of the next. */
const along = (here: Here, by: 1 | -1): Target => {
  const x = here.x + by
  if (x >= 0 && x < (here.rows[here.y]?.columns.length ?? 0)) return { y: here.y, x }
  const y = here.y + by
  const beyond = here.rows[y]
  if (!beyond) return { y: here.y, x: here.x }
  return { y, x: by > 0 ? 0 : beyond.columns.length - 1 }
}

/** Every way to go. A target without `x` keeps the goal column. */
const STEPS = {
  up: (here: Here): Target => ({ y: here.y - 1 }),
  down: (here: Here): Target => ({ y: here.y + 1 }),
  left: (here: Here): Target => ({ y: here.y, x: here.x - 1 }),
  right: (here: Here): Target => ({ y: here.y, x: here.x + 1 }),
  next: (here: Here): Target => along(here, 1),
  previous: (here: Here): Target => along(here, -1),
  rowStart: (here: Here): Target => ({ y: here.y, x: 0 }),
  rowEnd: (here: Here): Target => ({ y: here.y, x: Infinity }),
  pageUp: (here: Here): Target => ({ y: here.y - here.page }),
  pageDown: (here: Here): Target => ({ y: here.y + here.page }),
  first: (): Target => ({ y: 0, x: 0 }),
  last: (): Target => ({ y: Infinity, x: Infinity }),
} satisfies Record<string, (here: Here) => Target>

export type Step = keyof typeof STEPS

const indexOf = (rows: readonly GridRow[], id: string | undefined): number => rows.findIndex((row) => row.id === id)

/** Goes one step; at an edge it stays. With nothing active, any step lands on the first cell. */
export const step = (
  selection: Selection,
  way: Step,
  rows: readonly GridRow[],
  { page = 10 }: { page?: number } = {},
): Selection => {
  const { active, goal } = selection
  const y = indexOf(rows, active?.row)
  const row = rows[y]
  if (!row || !active) return enter(selection, rows)
  const target = STEPS[way]({ rows, y, x: row.columns.indexOf(active.column), goal, page })
  const reached = rows[clamp(target.y, rows.length)] ?? row
  if (target.x === undefined) {
    return { ...place({ row: reached.id, column: columnIn(reached, goal) }), goal }
  }
  return place({ row: reached.id, column: reached.columns[clamp(target.x, reached.columns.length)] ?? goal })
}

/** The first row in the column that was last chosen: where the focus goes when it comes into the grid. */
export const enter = (selection: Selection, rows: readonly GridRow[]): Selection => {
  const first = rows[0]
  return first
    ? { ...place({ row: first.id, column: columnIn(first, selection.goal) }), goal: selection.goal }
    : selection
}

const between = (rows: readonly GridRow[], from: number, to: number): readonly string[] => {
  const group = rows[from]?.group
  const span = rows.slice(Math.min(from, to), Math.max(from, to) + 1)
  return span.filter((row) => row.group === group).map((row) => row.id)
}

/** Picks every row of the anchor's group from the anchor to `row`, which becomes the active one. */
export const extendTo = (selection: Selection, row: string, rows: readonly GridRow[]): Selection => {
  const from = indexOf(rows, selection.anchor ?? selection.active?.row)
  const to = indexOf(rows, row)
  const reached = rows[to]
  if (from < 0 || !reached) return selection
  const active = { row: reached.id, column: columnIn(reached, selection.goal) }
  return { ...selection, active, anchor: rows[from]?.id ?? null, rows: between(rows, from, to), editing: null, halted: false }
}

/** Shift and an arrow: the range grows or shrinks by one row of the same group, skipping the others. */
export const extend = (selection: Selection, by: 1 | -1, rows: readonly GridRow[]): Selection => {
  const here = indexOf(rows, selection.active?.row)
  const group = rows[indexOf(rows, selection.anchor ?? selection.active?.row)]?.group
  for (let y = here + by; y >= 0 && y < rows.length; y += by) {
    const row = rows[y]
    if (row?.group === group) return extendTo(selection, row?.id ?? '', rows)
  }
  return selection
}

/** Mod and a click: one more row, or one less; rows of another group start a new selection. */
export const toggle = (selection: Selection, cell: Cell, rows: readonly GridRow[]): Selection => {
  const group = rows[indexOf(rows, cell.row)]?.group
  const same = selection.rows.filter((id) => rows[indexOf(rows, id)]?.group === group)
  const picked = same.includes(cell.row) ? same.filter((id) => id !== cell.row) : [...same, cell.row]
  return { ...place(cell), rows: picked.length ? picked : [cell.row] }
}

/** Every row of the active row's group. */
export const selectAll = (selection: Selection, rows: readonly GridRow[]): Selection => {
  const group = rows[indexOf(rows, selection.active?.row)]?.group
  if (!selection.active || group === undefined) return selection
  return { ...selection, rows: rows.filter((row) => row.group === group).map((row) => row.id) }
}

/** The rows picked stay picked: a choice made in one of them may be meant for all. */
export const edit = (selection: Selection, how: Editing): Selection =>
  selection.active ? { ...selection, editing: how, halted: false } : selection

export const stopEditing = (selection: Selection): Selection =>
  selection.editing ? { ...selection, editing: null } : selection

/** The person has said where to go on. */
export const resume = (selection: Selection): Selection => (selection.halted ? { ...selection, halted: false } : selection)

/**
 * The same selection after the rows changed, mostly by somebody else. The active row keeps the focus wherever it went;
 * if it is gone, the row that took its place gets it. An edit in it has ended then, and the grid is halted: the next
 * letters were meant for the row that is gone.
 */
export const settle = (selection: Selection, before: readonly GridRow[], after: readonly GridRow[]): Selection => {
  const { active } = selection
  if (!active) return selection
  const there = new Map(after.map((row) => [row.id, row]))
  const row = there.get(active.row)
  if (!row) return fallBack(selection, indexOf(before, active.row), after)
  const kept = selection.rows.filter((id) => there.has(id))
  const column = columnIn(row, active.column)
  if (kept.length === selection.rows.length && column === active.column) return selection
  return {
    ...selection,
    active: { row: row.id, column },
    anchor: selection.anchor && there.has(selection.anchor) ? selection.anchor : row.id,
    rows: kept.length ? kept : [row.id],
    ...(column === active.column ? {} : ended(selection)),
  }
}

const ended = ({ editing, halted }: Selection): Pick<Selection, 'editing' | 'halted'> => ({
  editing: null,
  halted: halted || editing !== null,
})

const fallBack = (selection: Selection, index: number, after: readonly GridRow[]): Selection => {
  const row = after[clamp(Math.max(index, 0), after.length)]
  if (!row) return { ...NOTHING, goal: selection.goal, ...ended(selection) }
  return { ...place({ row: row.id, column: columnIn(row, selection.goal) }), goal: selection.goal, ...ended(selection) }
}
