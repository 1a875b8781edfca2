/** A run of show on a real document with a real undo, for the tests of this view. */
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { type EditContext, editContext } from '../../model/edit'
import type { Show, Values } from '../../model/schema'
import { SHOW } from '../../model/schema.gen'
import { cuesOf, liveSegments, scheduleOf } from '../../model/show'
import { insertCues, insertSegments } from '../../model/showEdits'
import { DocStore } from '../../sync/docStore'
import { Hints } from '../../sync/hints'
import { person } from '../../sync/person'
import { COLUMNS } from '../../sync/preferences'
import { Presence } from '../../sync/presence'
import { Cell } from '../../sync/readable'
import type { Session } from '../../sync/session'
import { statusOf } from '../../sync/status'
import { undoOf } from '../../sync/undo'
import type { Way } from '../../sync/way'
import { ShowDesk } from './desk'
import { gridRows, rowBuilder } from './rows'

export const context: EditContext = { ...editContext('Ana'), now: 1_000_000, random: () => 0.5 }

/** An open document without a server. */
export const openAlone = (): Session<Show> => {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const status = statusOf({ device: 'saved', link: 'offline', confirmed: false, pending: 0, ended: null, held: true, unanswered: false })
  return {
    name: 'show/test',
    doc,
    store: new DocStore<Show>(doc, SHOW),
    awareness,
    presence: new Presence(doc, awareness, person),
    undo: undoOf(doc, SHOW),
    status: new Cell(status),
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

export const addSegments = (doc: Y.Doc, ...segments: Values<'segments'>[]): string[] =>
  insertSegments(doc, { before: null }, segments, context)
export const addCues = (doc: Y.Doc, segment: string, ...cues: Values<'cues'>[]): string[] =>
  insertCues(doc, segment, { before: null }, cues, context)

/** Somebody at the grid, with all columns; its rows follow the document as they do in the view. */
export const deskOn = (session: Session<Show>): ShowDesk => {
  const desk = new ShowDesk({ session, author: () => 'Ana', print: () => {} })
  const build = rowBuilder()
  const draw = (): void => {
    const { show } = desk
    const rows = build({
      segments: liveSegments(show),
      schedule: scheduleOf(show),
      cuesOf: (id) => cuesOf(show, id),
      open: desk.open.get(),
    })
    desk.selection.show(gridRows(rows, COLUMNS))
  }
  session.store.subscribe(draw)
  desk.open.subscribe(draw)
  draw()
  return desk
}

export const names = (show: Show): string[] => liveSegments(show).map((segment) => segment.name)

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
