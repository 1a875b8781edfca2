import { useEffect, useState } from 'react'
import * as server from '../../../api/history'
import { useSession, useStatus } from '../../../react/useSession'
import { me } from '../../../sync/person'
import type { StatusKind } from '../../../sync/status'
import { type HistoryServer, HistoryStore } from './historyStore'

/** Edits come in showers; the timeline follows when they pause, and at the latest after this many ms. */
const AFTER = 1_200

const WITHOUT_SERVER: ReadonlySet<StatusKind> = new Set(['offline', 'offline-writing', 'not-saved', 'unanswered'])

/** The history of the open document, kept fresh while it is in sight. */
export const useHistoryStore = (): HistoryStore => {
  const { name, doc } = useSession()
  const { kind } = useStatus()
  const [store] = useState(() => new HistoryStore(name, server satisfies HistoryServer, me))
  const isAway = WITHOUT_SERVER.has(kind)
  const isSettled = kind === 'saved-server'
  useEffect(() => {
    if (isAway) store.leave()
    else if (isSettled) void store.refresh()
  }, [store, isAway, isSettled])
  useEffect(() => {
    if (isAway) return undefined
    let timer: ReturnType<typeof setTimeout> | null = null
    const later = (): void => {
      timer ??= setTimeout(() => {
        timer = null
        void store.refresh()
      }, AFTER)
    }
    void store.refresh()
    doc.on('update', later)
    return () => {
      doc.off('update', later)
      if (timer !== null) clearTimeout(timer)
    }
  }, [store, doc, isAway])
  return store
}
