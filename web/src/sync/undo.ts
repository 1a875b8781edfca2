/**
 * Undo that knows the edits of this window and no others (U2).
 *
 *   const undo = undoOf(doc, kind)     undo.undo() · undo.redo() · undo.canUndo() · undo.canRedo()
 *
 * Every edit is a step of its own, except typing: what is typed into one text without a pause is one step.
 */
import * as Y from 'yjs'
import { LOCAL } from '../model/edit'
import type { Kind } from '../model/schema'

const PAUSE = 500

/** Typing touches one text and at most the time stamp of its record; it gives that text. Anything else: null. */
const typedInto = ({ changed }: Y.Transaction): Y.Text | null => {
  let text: Y.Text | null = null
  for (const [type, keys] of changed) {
    if (!(type instanceof Y.Text)) {
      if ([...keys].some((key) => key !== 'updated_at')) return null
    } else if (text === null) text = type
    else return null
  }
  return text
}

export const undoOf = (doc: Y.Doc, kind: Kind): Y.UndoManager => {
  const roots = Object.keys(kind.roots).map((root) => doc.getMap(root))
  const undo = new Y.UndoManager(roots, { trackedOrigins: new Set([LOCAL]), captureTimeout: PAUSE })
  let last: Y.Text | null = null
  doc.on('beforeObserverCalls', (transaction: Y.Transaction) => {
    if (transaction.origin !== LOCAL) return
    const text = typedInto(transaction)
    if (text === null || text !== last) undo.stopCapturing()
    last = text
  })
  undo.on('stack-item-popped', () => {
    last = null
  })
  return undo
}
