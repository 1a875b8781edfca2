/**
 * One open document: its contents, who is here, undo, and where the work is.
 *
 *   const session = openShow('show/<uuid>', { url: syncUrl(location) })
 *   session.store.get()      the plain value           session.doc       for the named edits
 *   session.undo             my own edits only (U2)    session.presence  who else is here
 *   session.status.get()     the badge (U3)            session.ready     show the document, or "opening…"
 *   session.hints.on('conflicts', hear)        the server has news that are asked for over REST
 *   await session.close()
 *
 * The document appears from this browser's own copy at once, before any network (U4); all documents of a page share
 * one socket (S003-47).
 */
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Notes } from '../model/notes'
import type { Kind, Show } from '../model/schema'
import { NOTES, SHOW } from '../model/schema.gen'
import { DocStore } from './docStore'
import type { Hints } from './hints'
import { Keeping } from './keeping'
import { person } from './person'
import { Presence } from './presence'
import type { Readable } from './readable'
import type { Situation, Status } from './status'
import { undoOf } from './undo'
import type { Way } from './way'
import { wireTo } from './wire'

export interface Session<T extends object> {
  readonly name: string
  readonly doc: Y.Doc
  readonly store: DocStore<T>
  readonly awareness: Awareness
  readonly presence: Presence
  readonly undo: Y.UndoManager
  readonly status: Readable<Status>
  /** What the badge is worked out from; for a page that has more than one document. */
  readonly situation: Readable<Situation>
  /** What the server has to tell the person about the document; empty if nothing. */
  readonly warning: Readable<string>
  /** False for who may look and not edit. */
  readonly mayEdit: Readable<boolean>
  readonly hints: Pick<Hints, 'on'>
  /** True as soon as this browser's copy had contents, or the server has answered. */
  readonly ready: Readable<boolean>
  /** How the server is reached: the slower way where something in between breaks sockets (U9). */
  readonly way: Readable<Way>
  /** Asks a server that refused, denied or closed the document once more. */
  retry(): void
  /** Closes it, and gives up this browser's copy. */
  discard(): Promise<void>
  close(): Promise<void>
}

export interface SessionOptions {
  /** The WebSocket address, e.g. ws://192.168.1.20:3001/sync */
  readonly url: string
  /** For programs that are not a browser. */
  readonly socket?: Parameters<typeof wireTo>[1]
}

export const openDocument = <T extends object>(name: string, kind: Kind, { url, socket }: SessionOptions): Session<T> => {
  const doc = new Y.Doc()
  const store = new DocStore<T>(doc, kind)
  const undo = undoOf(doc, kind)
  const awareness = new Awareness(doc)
  const presence = new Presence(doc, awareness, person)
  const wire = wireTo(url, socket)
  const keeping = new Keeping(name, doc, wire, awareness)
  const closing = (end: () => Promise<void>) => async (): Promise<void> => {
    presence.close()
    undo.destroy()
    await end()
    store.destroy()
    doc.destroy()
  }
  const close = closing(() => keeping.close())
  const discard = closing(() => keeping.discard())
  const { status, situation, warning, mayEdit, ready, hints } = keeping
  const { way } = wire
  const retry = (): void => keeping.retry()
  return { name, doc, store, awareness, presence, undo, status, situation, warning, mayEdit, ready, hints, way, retry, discard, close }
}

/** Private notes beside a show (model/notes.ts), on the same socket. */
export const openNotes = (name: string, options: SessionOptions): Session<Notes> => openDocument<Notes>(name, NOTES, options)

export const openShow = (name: string, options: SessionOptions): Session<Show> => openDocument<Show>(name, SHOW, options)

/** The address of the server that this page came from. */
export const syncUrl = ({ protocol, host }: { readonly protocol: string; readonly host: string }): string =>
  `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/sync`
