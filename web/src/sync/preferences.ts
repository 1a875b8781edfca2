/**
 * Which columns of the run of show this person sees, for each document (S000-3, S000-4, S000-44, U8). They are kept in
 * this browser, and with the account if there is one (accountColumns.ts).
 *
 *   columnsOf(name): Readable<readonly Column[]>     showColumns(name, columns)     resetColumns(name)
 *   recordKept(name) · takeRecord(name, record)      as it is kept · as another device has left it
 *   isUnsent(name) · markSent(name)                  whether the account may not have the choice made here yet
 *   choicesOf(name): Readable<number>                grows with every choice made in this window
 *   hiddenOf(name): Readable<readonly string[]>      private columns that are not shown; hide(name, column, {on})
 *
 * Always at least one column, always in the order of COLUMNS. Names that this version does not know stay in the
 * record: a newer version of the app that knows them finds its choice again.
 */
import { belongings, onOwn } from './keeper'
import { Cell, type Readable } from './readable'
import { parsed } from './storage'

export const COLUMNS = [
  'order',
  'name',
  'start_time',
  'end_time',
  'duration',
  'type',
  'status',
  'notes',
  'cues_count',
  'created_by',
  'updated_at',
] as const
export type Column = (typeof COLUMNS)[number]

export const DEFAULT_COLUMNS: readonly Column[] = COLUMNS.slice(0, 8)

const isColumn = (name: string): boolean => COLUMNS.some((column) => column === name)

const keyOf = (documentName: string): string => `callboard:columns:${documentName}`

const namesIn = (stored: unknown): string[] | null => {
  const list = typeof stored === 'object' && stored !== null && 'visible_columns' in stored ? stored.visible_columns : null
  return Array.isArray(list) ? list.filter((name): name is string => typeof name === 'string') : null
}

/** The columns of a record; without one, or when it names nothing that can be shown, the default ones. */
export const columnsIn = (stored: unknown): readonly Column[] => {
  const names = namesIn(stored)
  const shown = COLUMNS.filter((column) => names?.includes(column))
  return shown.length > 0 ? shown : DEFAULT_COLUMNS
}

/** The record to store: the chosen columns in their order, and what the old record had that is not known here. */
export const recordOf = (columns: Iterable<string>, before: unknown): { readonly visible_columns: readonly string[] } => {
  const chosen = new Set(columns)
  const unknown = (namesIn(before) ?? []).filter((name) => !isColumn(name))
  const others = typeof before === 'object' && !Array.isArray(before) ? before : {}
  return { ...others, visible_columns: [...COLUMNS.filter((column) => chosen.has(column)), ...unknown] }
}

/** Private columns are shown unless somebody has hidden them. */
const hiddenIn = (stored: unknown): readonly string[] => {
  const list = typeof stored === 'object' && stored !== null && 'hidden_columns' in stored ? stored.hidden_columns : null
  return Array.isArray(list) ? list.filter((name): name is string => typeof name === 'string') : []
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join()

const cells = new Map<string, Cell<readonly Column[]>>()
const hidden = new Map<string, Cell<readonly string[]>>()
const stored = (documentName: string): unknown => parsed(belongings().getItem(keyOf(documentName)))

onOwn((key) => {
  for (const [name, cell] of cells) if (key === null || key === keyOf(name)) cell.set(columnsIn(stored(name)))
  for (const [name, cell] of hidden) if (key === null || key === keyOf(name)) cell.set(hiddenIn(stored(name)))
})

const cellOf = (documentName: string): Cell<readonly Column[]> => {
  const known = cells.get(documentName)
  if (known !== undefined) return known
  const cell = new Cell<readonly Column[]>(columnsIn(stored(documentName)), same)
  cells.set(documentName, cell)
  return cell
}

const hiddenCellOf = (documentName: string): Cell<readonly string[]> => {
  const cell = hidden.get(documentName) ?? new Cell(hiddenIn(stored(documentName)), same)
  hidden.set(documentName, cell)
  return cell
}

export const hiddenOf = (documentName: string): Readable<readonly string[]> => hiddenCellOf(documentName)

export const columnsOf = (documentName: string): Readable<readonly Column[]> => cellOf(documentName)

const unsentKey = (documentName: string): string => `callboard:columns-unsent:${documentName}`

const keep = (documentName: string, record: unknown): void => {
  try {
    belongings().setItem(keyOf(documentName), JSON.stringify(record))
  } catch {
    // A full storage costs the next visit this choice, not this one.
  }
  cellOf(documentName).set(columnsIn(record))
  hiddenCellOf(documentName).set(hiddenIn(record))
}

const choices = new Map<string, Cell<number>>()

const countOf = (documentName: string): Cell<number> => {
  const known = choices.get(documentName) ?? new Cell(0)
  choices.set(documentName, known)
  return known
}

export const choicesOf = (documentName: string): Readable<number> => countOf(documentName)

export const recordKept = (documentName: string): unknown => stored(documentName)

export const isUnsent = (documentName: string): boolean => belongings().getItem(unsentKey(documentName)) !== null

export const markSent = (documentName: string): void => belongings().removeItem(unsentKey(documentName))

export const takeRecord = keep

const choose = (documentName: string, record: unknown): void => {
  keep(documentName, record)
  try {
    belongings().setItem(unsentKey(documentName), '1')
  } catch {
    // Then the account hears of it with the next choice.
  }
  const count = countOf(documentName)
  count.set(count.get() + 1)
}

export const showColumns = (documentName: string, columns: Iterable<string>): void =>
  choose(documentName, recordOf(columns, stored(documentName)))

export const hide = (documentName: string, column: string, { on }: { readonly on: boolean }): void => {
  const before = stored(documentName)
  const others = hiddenIn(before).filter((name) => name !== column)
  choose(documentName, { ...recordOf(columnsIn(before), before), hidden_columns: on ? [...others, column] : others })
}

export const resetColumns = (documentName: string): void => {
  const record = recordOf(DEFAULT_COLUMNS, stored(documentName))
  choose(documentName, { ...record, hidden_columns: [] })
}
