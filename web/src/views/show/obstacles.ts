/** Why a show may not be there to be seen, for all of its screens (Shut.tsx knows who may not see it). */
import { useReadable } from '../../react/useDoc'
import { useReady, useSession, useShow, useStatus } from '../../react/useSession'
import { useDesk } from './DeskContext'
import type { NothingKind } from './Nothing'

/** What a document says it is; a document that says nothing yet is about to become a run of show. */
export const useKind = (): string => {
  const { doc } = useSession()
  return useShow(() => {
    const kind: unknown = doc.getMap('meta').get('kind')
    return typeof kind === 'string' ? kind : 'show'
  })
}

/** Why there is nothing to be shown, once that is known; null while there is, or may be. */
export const useNothing = (): NothingKind | null => {
  const ready = useReady()
  const { kind } = useStatus()
  const parting = useReadable(useDesk().parting)?.kind
  if (ready) return null
  if (kind === 'absent') return 'absent'
  if (parting === undefined || parting === 'otherHistory') return null
  return parting === 'signIn' || parting === 'notYours' ? 'unclear' : parting
}
