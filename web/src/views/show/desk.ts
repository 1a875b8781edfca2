/**
 * The desk of one open run of show: the selection, which segments show their cues, which dialog is up, what was just
 * said; and the door through which commands (actions/) reach the grid. It knows no React.
 */
import type { UndoManager } from 'yjs'
import type { Action } from '../../actions/action'
import { type Grid, type ShowActionName, type ShowContext, showAction } from '../../actions/showActions'
import { newCue } from '../../model/cueNumbers'
import { type EditContext, editContext } from '../../model/edit'
import { type Place, insertCues, insertSegments } from '../../model/showEdits'
import type { RecordName, Show } from '../../model/schema'
import { Cell as Box } from '../../sync/readable'
import type { Session } from '../../sync/session'
import { scheduleRow } from '../../model/show'
import { EditSession } from './editSession'
import { timingOf } from './fixes'
import { GridStore } from './grid/gridStore'
import type { Cell, Editing } from './grid/selection'
import type { Parting } from './parting'
import type { Companion, Companions } from './privately/companions'
import { ADD_SEGMENT, addCueId } from './rows'
import { type Worked, placesBetween, workedIn } from './worked'

export const LOOK_ONLY = 'You can look, not edit.'

export type Dialog =
  | { readonly kind: 'columns' | 'shortcuts' | 'info' | 'deleted' | 'import' | 'history' | 'unwanted' | 'screens' | 'startOver' }
  | { readonly kind: 'segment'; readonly id: string }
  /** A private column's name and audience; a new one without a name. */
  | { readonly kind: 'private'; readonly name: string | null }

export interface Offer {
  readonly label: string
  readonly perform: () => void
}

export interface Notice {
  readonly sentence: string
  /** Offers to take back the latest edit, for as long as it is the latest. */
  readonly undo?: boolean
  /** What else can be done about it; two at most. */
  readonly offers?: readonly Offer[]
}

export interface DeskOptions {
  readonly session: Session<Show>
  readonly companions: Companions
  readonly author: () => string
  readonly print: () => void
}

export class ShowDesk implements Grid {
  readonly session: Session<Show>
  /** The private columns that this person may see. */
  readonly companions: Companions
  readonly selection = new GridStore()
  readonly open = new Box<ReadonlySet<string>>(new Set())
  readonly dialog = new Box<Dialog | null>(null)
  readonly notice = new Box<Notice | null>(null)
  readonly menu = new Box<string | null>(null)
  /** Why the server does not open the show, once it has been asked. */
  readonly parting = new Box<Parting | null>(null)
  readonly fixes = new Box<string | null>(null)
  /** Whether the history is in sight. */
  readonly history = new Box(false)
  /** The conflict to be shown in the history, as soon as that is drawn; "" for wherever they begin. */
  readonly conflict = new Box<string | null>(null)
  /** A cell to bring into view and to give the focus to, as soon as it is drawn. */
  readonly shown = new Box<Cell | null>(null)
  /** Where something has just worked; marked for a moment. */
  readonly marked = new Box<readonly Worked[]>([])
  readonly editing: EditSession
  readonly print: () => void
  readonly #author: () => string

  constructor({ session, companions, author, print }: DeskOptions) {
    this.session = session
    this.companions = companions
    this.editing = new EditSession(this.selection, () => this.undo)
    this.print = print
    this.#author = author
  }

  get show(): Show {
    return this.session.store.get()
  }

  /** The private column that the caret is in, if it is in one. */
  get beside(): Companion | null {
    return this.companions.find(this.selection.get().active?.column ?? '') ?? null
  }

  /** That of the document that the caret is in. */
  get undo(): UndoManager {
    return (this.beside ?? this).session.undo
  }

  /** Whether this person may edit the show; who may not is told, once for each attempt. */
  mayEdit(): boolean {
    return this.#mayEditIn(this.session)
  }

  /** The same of the cell with the caret, which may be in a private column. */
  mayEditHere(): boolean {
    return this.#mayEditIn((this.beside ?? this).session)
  }

  #mayEditIn({ mayEdit }: Pick<Session<object>, 'mayEdit'>): boolean {
    const may = mayEdit.get()
    if (!may) this.announce(LOOK_ONLY)
    return may
  }

  /** Somebody has become a reader: what was open for writing closes, with nothing more written. */
  stopEditing(): void {
    this.editing.abandon()
    this.fixes.set(null)
    const open = this.dialog.get()?.kind
    if (open === 'info' || open === 'import') this.dialog.set(null)
  }

  context(): EditContext {
    return editContext(this.#author())
  }

  recordOf(row: string): RecordName | null {
    if (Object.hasOwn(this.show.segments, row)) return 'segments'
    return Object.hasOwn(this.show.cues, row) ? 'cues' : null
  }

  #selected(record: RecordName): readonly string[] {
    const picked = new Set(this.selection.get().rows)
    const shown = this.selection.rows.map((row) => row.id)
    return shown.filter((id) => picked.has(id) && this.recordOf(id) === record)
  }

  get selectedSegments(): readonly string[] {
    return this.#selected('segments')
  }

  get selectedCues(): readonly string[] {
    return this.#selected('cues')
  }

  get cell(): Grid['cell'] {
    const { active } = this.selection.get()
    const record = active && this.recordOf(active.row)
    return active && record ? { record, id: active.row, column: active.column } : null
  }

  focus({ record, id, column, edit }: Parameters<Grid['focus']>[0]): void {
    const cue = record === 'cues' ? this.show.cues[id] : undefined
    if (cue) this.setOpen(cue.segment, { open: true })
    this.selection.place({ row: id, column: column ?? (record === 'cues' ? 'label' : 'name') })
    // A row that a command has just added for writing into it goes away again with Escape.
    if (edit) this.editing.begin('replace', { steps: 1 })
  }

  /** Goes to a cell that somebody else is in, or that was chosen in a list, and shows it. */
  visit(cell: Cell): void {
    const record = this.recordOf(cell.row)
    if (!record) return
    this.editing.leave()
    this.focus({ record, id: cell.row, column: cell.column })
    this.shown.set(cell)
  }

  /** A new segment below the active one, or at the end, ready to be named. */
  addSegment(): void {
    if (!this.mayEdit()) return
    this.editing.leave()
    const [below = null] = this.selectedSegments.slice(-1)
    const place: Place = below === null ? { before: null } : { after: below }
    const [id] = insertSegments(this.session.doc, place, [{}], this.context())
    if (id === undefined) return
    this.focus({ record: 'segments', id, edit: true })
    this.shown.set({ row: id, column: 'name' })
  }

  select(ids: readonly string[]): void {
    this.selection.pick(ids)
  }

  /** Opens the active cell; in a row that is not there yet, it makes the row first. */
  beginEdit(how: Editing = 'keep'): void {
    const { active } = this.selection.get()
    if (!active || !this.mayEditHere()) return
    const made = this.#makeRow(active)
    this.editing.begin(how, { steps: made ? 1 : 0 })
  }

  #makeRow({ row }: Cell): boolean {
    if (this.recordOf(row)) return false
    const { doc } = this.session
    const end: Place = { before: null }
    const segment = Object.keys(this.show.segments).find((id) => addCueId(id) === row)
    if (row !== ADD_SEGMENT && segment === undefined) return false
    const [id] =
      segment === undefined
        ? insertSegments(doc, end, [{}], this.context())
        : insertCues(doc, segment, end, [newCue(this.show, segment, end)], this.context())
    if (id) this.selection.place({ row: id, column: segment === undefined ? 'name' : 'label' })
    return id !== undefined
  }

  setOpen(segment: string, { open }: { open: boolean }): void {
    const now = this.open.get()
    if (now.has(segment) === open) return
    const next = new Set(now)
    if (open) next.add(segment)
    else next.delete(segment)
    this.open.set(next)
  }

  setAllOpen({ open }: { open: boolean }): void {
    this.open.set(new Set(open ? Object.keys(this.show.segments) : []))
  }

  /** The ways out of a gap or an overlap before this segment, if there is one. */
  openFixes(segment: string | null): void {
    if (!this.mayEdit()) return
    const record = this.show.segments[segment ?? '']
    const times = record && scheduleRow(this.show, record.id)
    if (times && timingOf(times, record)) this.fixes.set(record.id)
    else this.announce('There is no gap and no overlap before this segment')
  }

  openColumns(): void {
    this.dialog.set({ kind: 'columns' })
  }

  openShortcuts(): void {
    this.dialog.set({ kind: 'shortcuts' })
  }

  /** Opens the history where two edits met: at that conflict, or at the first. */
  lookAtConflict(id = ''): void {
    this.editing.leave()
    this.conflict.set(id)
    this.history.set(true)
  }

  announce(sentence: string, { undo }: { readonly undo: boolean } = { undo: false }): void {
    this.tell({ sentence, undo })
  }

  /** The same, with other ways to go on. */
  tell(notice: Notice): void {
    this.notice.set(notice)
  }

  /** The caret goes where it worked, unless somebody is writing; what is gone cannot be gone to. */
  pointOut(verb: string, before: Show): void {
    const places = placesBetween(before, this.show)
    const first = places.find(({ gone }) => !gone)
    if (first && this.selection.get().editing === null) {
      const { record, id, columns } = first
      const column = columns[0] ?? this.selection.get().active?.column
      const { columns: shown = [] } = this.selection.rows.find((row) => row.id === id) ?? {}
      this.focus({ record, id, ...(column !== undefined && shown.includes(column) ? { column } : {}) })
      this.marked.set(places)
    }
    this.announce(workedIn(verb, places, this.show))
  }

  actionContext(): ShowContext {
    const { doc, mayEdit } = this.session
    return { session: { doc, mayEdit, undo: this.undo }, show: this.show, grid: this, author: this.#author() }
  }

  /** Whether it could be done. */
  perform(action: Action<ShowContext>): boolean {
    const context = this.actionContext()
    if (!action.when(context)) return false
    action.perform(context)
    return true
  }

  performNamed(name: ShowActionName): boolean {
    return this.perform(showAction(name))
  }
}
