import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import * as server from '../../../api/history'
import type { Conflict } from '../../../api/history'
import { useReadable } from '../../../react/useDoc'
import { useSession } from '../../../react/useSession'
import { notifications } from '../../../sync/notifications'
import { me } from '../../../sync/person'
import { announce } from '../../../ui/Announcer'
import { type ConflictServer, type ConflictsState, ConflictStore } from './conflictStore'
import { watchConflicts } from './watchConflicts'
import { arrivalWords } from './words'

const ConflictsContext = createContext<ConflictStore | null>(null)

/** Knows, for everything inside, where two edits of the open show met; and says so when one comes, to whom that is wanted. */
export const WithConflicts = ({ children }: { children: ReactNode }) => {
  const session = useSession()
  const [store] = useState(() => new ConflictStore(session.name, server satisfies ConflictServer, me))
  useEffect(() => {
    const onArrival = (arrived: readonly Conflict[]): void => {
      if (notifications.get().conflicts) announce(arrivalWords(arrived, me().id))
    }
    return watchConflicts(session, store, { onArrival })
  }, [session, store])
  return <ConflictsContext value={store}>{children}</ConflictsContext>
}

export const useConflictStore = (): ConflictStore => {
  const store = useContext(ConflictsContext)
  if (store === null) throw new Error('useConflictStore needs WithConflicts around it')
  return store
}

export const useConflicts = (): ConflictsState => useReadable(useConflictStore())
