import { useEffect, useState } from 'react'
import type { CallState } from '../../../live/frames.gen'
import { useReadable } from '../../../react/useDoc'
import { useSession } from '../../../react/useSession'
import { heardCall } from '../../../sync/crew'
import { useCall } from '../calling/CallContext'

export interface Heard {
  readonly at: number
  readonly state: CallState
}

/** A server that answers has done so by then; until then nothing old is shown. */
const PATIENCE = 3000
/** A show of yesterday is none that goes on. */
const LONGEST = 12 * 60 * 60_000

/** Keeps what is heard of the call, with the moment up to which it held; forgets it when the show is not shared any more. */
const useKeeping = (): void => {
  const { name } = useSession()
  const { state, link, now, silence } = useCall()
  useEffect(() => {
    const kept = heardCall(name)
    if (link === 'closed') kept.set(null)
    if (state === null) return undefined
    const keep = (): void => kept.set({ at: now() - silence(), state })
    keep()
    document.addEventListener('visibilitychange', keep)
    addEventListener('pagehide', keep)
    return () => {
      document.removeEventListener('visibilitychange', keep)
      removeEventListener('pagehide', keep)
    }
  }, [name, state, link, now, silence])
}

/** What was heard before this page was loaded, as on a phone that woke up without the network; null as soon as there is better. */
export const useHeard = (): Heard | null => {
  const { name } = useSession()
  const { state, link, now } = useCall()
  const kept = useReadable(heardCall(name))
  const [isLate, setLate] = useState(false)
  useKeeping()
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE)
    return () => clearTimeout(timer)
  }, [])
  if (state !== null || link === 'closed' || !isLate || kept === null || now() - kept.at > LONGEST) return null
  return kept as Heard
}
