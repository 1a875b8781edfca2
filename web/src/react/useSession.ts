/** Hooks over an open document. `SessionContext` carries it down to a view's components. */
import { createContext, useContext } from 'react'
import type { Show } from '../model/schema'
import type { Present } from '../sync/presence'
import type { Session } from '../sync/session'
import type { Status } from '../sync/status'
import { useDoc, useReadable } from './useDoc'

export const SessionContext = createContext<Session<Show> | null>(null)

export const useSession = (): Session<Show> => {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('useSession needs a SessionContext around it')
  return session
}

/** A part of the open run of show. */
export const useShow = <U>(select: (show: Show) => U): U => useDoc(useSession().store, select)
export const useStatus = (): Status => useReadable(useSession().status)
/** What the server has to tell the person about the document; empty if nothing. */
export const useWarning = (): string => useReadable(useSession().warning)
/** False for who may look and not edit. */
export const useMayEdit = (): boolean => useReadable(useSession().mayEdit)
export const usePresence = (): readonly Present[] => useReadable(useSession().presence)
export const useReady = (): boolean => useReadable(useSession().ready)
