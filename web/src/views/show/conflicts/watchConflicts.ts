/**
 * Keeps the conflicts of an open document fresh: asks when it was opened and saved, when the server is back and has
 * everything, when the server hints, and, at its own pace, after the document was changed (see pace.ts).
 */
import type { Transaction } from 'yjs'
import type { Conflict } from '../../../api/history'
import type { Session } from '../../../sync/session'
import type { StatusKind } from '../../../sync/status'
import type { ConflictStore } from './conflictStore'
import { Pace } from './pace'

/** The server cannot be asked, or would not answer about this document. */
const AWAY: ReadonlySet<StatusKind> = new Set([
  'offline',
  'offline-writing',
  'not-saved',
  'unanswered',
  'absent',
  'denied',
  'closed',
])

export type Watched = Pick<Session<object>, 'doc' | 'status' | 'hints'>

export interface Watching {
  /** Those that have come, the newest first. */
  readonly onArrival: (arrived: readonly Conflict[]) => void
  readonly chance?: () => number
}

export const watchConflicts = (session: Watched, store: ConflictStore, { onArrival, chance }: Watching): (() => void) => {
  const { doc, status, hints } = session
  /** Asked at least once since the server was there and had everything. */
  let isFollowing = false
  let hasOwnEdits = false
  const heardOf = new Set<string>()

  const ask = async (): Promise<void> => {
    if (!(await store.refresh()) && isFollowing) pace.want('others')
  }
  const pace = new Pace(() => void ask(), chance)

  const statusChanged = (): void => {
    const { kind } = status.get()
    store.setAway(AWAY.has(kind))
    if (AWAY.has(kind)) {
      isFollowing = false
      pace.forget()
    } else if (kind === 'saved-server') {
      if (!isFollowing) pace.now()
      else if (hasOwnEdits) pace.want('own')
      isFollowing = true
      hasOwnEdits = false
    }
  }
  const conflictsChanged = (): void => {
    const arrived = store.get().conflicts.filter(({ id }) => !heardOf.has(id))
    for (const { id } of arrived) heardOf.add(id)
    if (arrived.length > 0) onArrival(arrived)
  }
  const changed = (_update: Uint8Array, _origin: unknown, _doc: unknown, { local }: Transaction): void => {
    // One's own edit makes no conflict that only this page would know of, but it may settle one.
    if (local) hasOwnEdits = hasOwnEdits || store.get().amount > 0
    else if (isFollowing) pace.want('others')
  }
  const seen = (): void => pace.show(document.visibilityState !== 'hidden')

  doc.on('update', changed)
  document.addEventListener('visibilitychange', seen)
  const stops = [
    status.subscribe(statusChanged),
    store.subscribe(conflictsChanged),
    hints.on('conflicts', () => void (isFollowing && pace.want('hint'))),
  ]
  seen()
  statusChanged()
  return () => {
    doc.off('update', changed)
    document.removeEventListener('visibilitychange', seen)
    for (const stop of stops) stop()
    isFollowing = false
    pace.forget()
  }
}
