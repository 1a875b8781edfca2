/**
 * The commands of the run of show: one list for menus, keys and the sheet of shortcuts (U6).
 *
 *   showActions                       all of them, in the order of the menus
 *   showAction('duplicate')           one by its name
 *
 * The view gives a `ShowContext` when a key is pressed or a menu opens; see action.ts for finding by key.
 */
import type { Show } from '../model/schema'
import { liveSegments } from '../model/show'
import type { Session } from '../sync/session'
import type { Action } from './action'
import { addCue, addRow, canMove, duplicate, goTo, hasSegment, move, onRow, onSegment, remove, toggleFixedStart } from './rowCommands'

/** What a command may ask of the grid, and nothing more. */
export interface Grid {
  /** The ids of the selected segments in running order; that of the caret's row when nothing else is selected. */
  readonly selectedSegments: readonly string[]
  /** The same for cues. */
  readonly selectedCues: readonly string[]
  /** The cell of the caret. */
  readonly cell: { readonly record: 'segments' | 'cues'; readonly id: string; readonly column: string } | null
  /** Moves the caret to a row (and a column, if given) and selects it; `edit` opens the cell. The row may be new. */
  focus(target: { readonly record: 'segments' | 'cues'; readonly id: string; readonly column?: string; readonly edit?: boolean }): void
  /** Adds rows to the selection, of the kind that has the caret. */
  select(ids: readonly string[]): void
  beginEdit(): void
  openColumns(): void
  openShortcuts(): void
  print(): void
  /** Says something to a screen reader and, with `undo`, shows it with a button that takes it back. */
  announce(sentence: string, options?: { readonly undo: boolean }): void
  /** Shows where something has just worked, by what the show was before it, and says it: "Undone: Start of “Doors”." */
  pointOut(verb: string, before: Show): void
}

export interface ShowContext {
  readonly session: Pick<Session<Show>, 'doc' | 'undo' | 'mayEdit'>
  readonly show: Show
  readonly grid: Grid
  readonly author: string
}

const always = (): boolean => true
/** A command that edits is not there for who may only look. */
const edits =
  (when: (ctx: ShowContext) => boolean) =>
  (ctx: ShowContext): boolean =>
    ctx.session.mayEdit.get() && when(ctx)
const hasRows = ({ show }: ShowContext): boolean => liveSegments(show).length > 0

const undo = ({ session, show, grid }: ShowContext): void => {
  if (session.undo.undo() !== null) grid.pointOut('Undone', show)
}
const redo = ({ session, show, grid }: ShowContext): void => {
  if (session.undo.redo() !== null) grid.pointOut('Redone', show)
}

const ACTIONS = [
  { name: 'add-below', label: 'Add below', group: 'Rows', keys: ['Mod+Enter'], when: edits(always), perform: addRow('below') },
  { name: 'add-above', label: 'Add above', group: 'Rows', keys: ['Mod+Shift+Enter'], when: edits(always), perform: addRow('above') },
  { name: 'duplicate', label: 'Duplicate', group: 'Rows', keys: ['Mod+D'], when: edits(onRow), perform: duplicate },
  { name: 'move-up', label: 'Move up', group: 'Rows', keys: ['Alt+ArrowUp'], when: edits(canMove('above')), perform: move('above') },
  { name: 'move-down', label: 'Move down', group: 'Rows', keys: ['Alt+ArrowDown'], when: edits(canMove('below')), perform: move('below') },
  {
    name: 'toggle-fixed-start',
    label: 'Fix the start, or let it follow',
    group: 'Rows',
    keys: ['Mod+Shift+L'],
    when: edits(onSegment),
    perform: toggleFixedStart,
  },
  { name: 'delete', label: 'Delete', group: 'Rows', keys: ['Mod+Backspace', 'Mod+Delete'], when: edits(onRow), perform: remove },
  { name: 'add-cue', label: 'Add cue', group: 'Cues', keys: ['Alt+Enter'], when: edits(hasSegment), perform: addCue },
  {
    name: 'edit',
    label: 'Edit cell',
    group: 'Editing',
    keys: ['Enter', 'F2'],
    when: edits(({ grid }) => grid.cell !== null),
    perform: ({ grid }) => grid.beginEdit(),
  },
  {
    name: 'undo',
    label: 'Undo',
    group: 'Editing',
    keys: ['Mod+Z'],
    whileTyping: true,
    when: edits(({ session }) => session.undo.canUndo()),
    perform: undo,
  },
  {
    name: 'redo',
    label: 'Redo',
    group: 'Editing',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    whileTyping: true,
    when: edits(({ session }) => session.undo.canRedo()),
    perform: redo,
  },
  { name: 'go-to-start', label: 'Go to the first segment', group: 'Moving around', keys: ['Mod+Home'], when: hasRows, perform: goTo('first') },
  { name: 'go-to-end', label: 'Go to the last segment', group: 'Moving around', keys: ['Mod+End'], when: hasRows, perform: goTo('last') },
  { name: 'columns', label: 'Columns…', group: 'View', keys: [], when: always, perform: ({ grid }) => grid.openColumns() },
  { name: 'print', label: 'Print…', group: 'View', keys: ['Mod+P'], when: always, perform: ({ grid }) => grid.print() },
  {
    name: 'shortcuts',
    label: 'Keyboard shortcuts',
    group: 'View',
    keys: ['Mod+/', '?'],
    when: always,
    perform: ({ grid }) => grid.openShortcuts(),
  },
] as const satisfies readonly Action<ShowContext>[]

export const showActions: readonly (Action<ShowContext> & { readonly name: ShowActionName })[] = ACTIONS

export type ShowActionName = (typeof ACTIONS)[number]['name']

const BY_NAME: ReadonlyMap<string, Action<ShowContext>> = new Map(showActions.map((action) => [action.name, action]))

export const showAction = (name: ShowActionName): Action<ShowContext> => {
  const action = BY_NAME.get(name)
  if (action === undefined) throw new RangeError(`there is no command ${name}`)
  return action
}
