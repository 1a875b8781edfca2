/** A run of show on a real document with a real undo, for the tests of this view. */
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { type EditContext, editContext } from '../../model/edit'
import type { Notes } from '../../model/notes'
import type { Kind, Show, Values } from '../../model/schema'
import { NOTES, SHOW } from '../../model/schema.gen'
import { cuesOf, liveSegments, scheduleOf } from '../../model/show'
import { insertCues, insertSegments } from '../../model/showEdits'
import { DocStore } from '../../sync/docStore'
import { Hints } from '../../sync/hints'
import { person } from '../../sync/person'
import { COLUMNS } from '../../sync/preferences'
import { Presence } from '../../sync/presence'
import { Cell } from '../../sync/readable'
import type { Session } from '../../sync/session'
import { type Situation, statusOf } from '../../sync/status'
import { memoryStorage } from '../../sync/storage'
import { undoOf } from '../../sync/undo'
import type { Way } from '../../sync/way'
import { ShowDesk } from './desk'
import { Companions } from './privately/companions'
import { gridRows, rowBuilder } from './rows'

export const context: EditContext = { ...editContext('Ana'), now: 1_000_000, random: () => 0.5 }

/** An open document without a server. */
const alone = <T extends object>(name: string, kind: Kind): Session<T> => {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const situation: Situation = { device: 'saved', link: 'offline', confirmed: false, pending: 0, ended: null, held: true, unanswered: false }
  return {
    name,
    doc,
    store: new DocStore<T>(doc, kind),
    awareness,
    presence: new Presence(doc, awareness, person),
    undo: undoOf(doc, kind),
    status: new Cell(statusOf(situation)),
    situation: new Cell(situation),
    warning: new Cell(''),
    mayEdit: new Cell(true),
    ready: new Cell(true),
    way: new Cell<Way>('socket'),
    hints: new Hints(),
    retry: () => {},
    discard: async () => doc.destroy(),
    close: async () => doc.destroy(),
  }
}

export const openAlone = (): Session<Show> => alone('show/test', SHOW)

export const COLUMN = 'notes/00000000-0000-4000-8000-000000000001'

/** Private columns of that many, the first of them COLUMN. */
export const beside = async (count: number): Promise<Companions> => {
  const names = Array.from({ length: count }, (_, at) => COLUMN.slice(0, -1) + (at + 1))
  const entry = { title: 'Stage management', deleted_at: null, edits: ['stage_manager'], reads: [], rights: ['read', 'edit'] }
  const companions = new Companions('show/test', {
    who: new Cell<string | null>(count === 0 ? null : 'account:sam'),
    list: async () => names.map((name) => ({ ...entry, name })),
    open: (name) => alone<Notes>(name, NOTES),
    small: memoryStorage(),
  })
  await companions.refresh()
  return companions
}

export const nothingBeside = (): Companions =>
  new Companions('show/test', { who: new Cell<string | null>(null), list: async () => [], open: (name) => alone<Notes>(name, NOTES) })

export const addSegments = (doc: Y.Doc, ...segments: Values<'segments'>[]): string[] =>
  insertSegments(doc, { before: null }, segments, context)
export const addCues = (doc: Y.Doc, segment: string, ...cues: Values<'cues'>[]): string[] =>
  insertCues(doc, segment, { before: null }, cues, context)

/** Somebody at the grid, with all columns; its rows follow the document as they do in the view. */
export const deskOn = (session: Session<Show>, companions = nothingBeside()): ShowDesk => {
  const desk = new ShowDesk({ session, companions, author: () => 'Ana', print: () => {} })
  const build = rowBuilder()
  const draw = (): void => {
    const { show } = desk
    const rows = build({
      segments: liveSegments(show),
      schedule: scheduleOf(show),
      cuesOf: (id) => cuesOf(show, id),
      open: desk.open.get(),
    })
    desk.selection.show(gridRows(rows, [...COLUMNS, ...companions.get().map(({ name }) => name)]))
  }
  session.store.subscribe(draw)
  desk.open.subscribe(draw)
  draw()
  return desk
}

export const names = (show: Show): string[] => liveSegments(show).map((segment) => segment.name)

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
