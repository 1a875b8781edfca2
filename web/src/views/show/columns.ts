/**
 * The eleven columns of a segment and the four of a cue: what they are called, how wide they are, which field they
 * show and how that field is edited. Everything that draws or edits a cell looks here.
 */
import type { RecordName } from '../../model/schema'
import { type Column, COLUMNS } from '../../sync/preferences'

export type EditorKind =
  | 'line' // prose of one line, shared letter by letter
  | 'lines' // prose of many lines
  | 'plain' // short text, replaced as a whole
  | 'time'
  | 'duration'
  | 'choice' // one of a list
  | 'openChoice' // one of a list, or anything else

export interface CellKind {
  readonly field: string
  readonly editor: EditorKind
}

export interface ColumnLook {
  readonly label: string
  /** In rem; a column with `grows` takes its share of what is left over. */
  readonly width: number
  readonly grows?: number
  readonly align?: 'end'
  readonly cell: CellKind | null
}

export const SEGMENT_COLUMNS: Readonly<Record<Column, ColumnLook>> = {
  order: { label: '#', width: 2.75, align: 'end', cell: null },
  name: { label: 'Name', width: 12, grows: 3, cell: { field: 'name', editor: 'line' } },
  start_time: { label: 'Start', width: 5.75, align: 'end', cell: { field: 'start', editor: 'time' } },
  end_time: { label: 'End', width: 5.75, align: 'end', cell: { field: 'end', editor: 'time' } },
  duration: { label: 'Duration', width: 6.75, align: 'end', cell: { field: 'duration', editor: 'duration' } },
  type: { label: 'Type', width: 7.5, cell: { field: 'type', editor: 'openChoice' } },
  status: { label: 'Status', width: 7.25, cell: { field: 'status', editor: 'choice' } },
  notes: { label: 'Notes', width: 11, grows: 4, cell: { field: 'notes', editor: 'lines' } },
  cues_count: { label: 'Cues', width: 4, align: 'end', cell: null },
  created_by: { label: 'Created by', width: 8, cell: null },
  updated_at: { label: 'Updated', width: 7, cell: null },
}

/** The field that is in a column; what is worked out goes by the column's own name. */
export const fieldAt = (column: Column): string => SEGMENT_COLUMNS[column].cell?.field ?? column

/** The name of a column where there is room for a word. */
export const columnName = (column: Column): string => (column === 'order' ? 'Order' : SEGMENT_COLUMNS[column].label)

export const CUE_COLUMNS = ['number', 'department', 'label', 'note'] as const
export type CueColumn = (typeof CUE_COLUMNS)[number]

export const CUE_CELLS: Readonly<Record<CueColumn, CellKind & { readonly label: string }>> = {
  number: { label: 'Cue number', field: 'number', editor: 'plain' },
  department: { label: 'Department', field: 'department', editor: 'choice' },
  label: { label: 'Cue', field: 'label', editor: 'line' },
  note: { label: 'Note', field: 'note', editor: 'lines' },
}

/** A private column goes by the name of its document, and is none of the show's (privately/companions.ts). */
export const isPrivate = (column: string): boolean => column.startsWith('notes/')
export const PRIVATE_CELL: CellKind = { field: 'text', editor: 'lines' }
const PRIVATE_WIDTH = 14.5

export const isColumn = (name: string): name is Column => COLUMNS.some((column) => column === name)

/** The column in which a field is shown. */
export const columnOf = (record: string, field: string): string => {
  if (record === 'cues') return field
  return COLUMNS.find((column) => SEGMENT_COLUMNS[column].cell?.field === field) ?? (isColumn(field) ? field : 'name')
}

/** How a cell of the show is edited; null where nobody writes, and for what is not in the show. */
export const cellKind = (record: RecordName, column: string): CellKind | null =>
  record === 'segments' ? (isColumn(column) ? SEGMENT_COLUMNS[column].cell : null) : CUE_CELLS[column as CueColumn]

/** What a cell's column is called where there is room for a word. */
export const cellLabel = (record: RecordName, column: string): string =>
  record === 'segments' ? columnName(column as Column) : CUE_CELLS[column as CueColumn].label

const track = (column: Column): string => {
  const { width, grows } = SEGMENT_COLUMNS[column]
  return grows === undefined ? `${width}rem` : `minmax(${width}rem, ${grows}fr)`
}

/** How rows are laid out: the CSS tracks of the handle, the chosen and the private columns, and the least width, in rem. */
export const layoutOf = (columns: readonly Column[], privates = 0): { readonly tracks: string; readonly least: number } => ({
  tracks: ['var(--gutter)', ...columns.map(track), ...Array.from({ length: privates }, () => `minmax(${PRIVATE_WIDTH}rem, 3fr)`)].join(' '),
  least: columns.reduce((sum, column) => sum + SEGMENT_COLUMNS[column].width, 3.25 + privates * PRIVATE_WIDTH),
})
