import { useEffect, useRef } from 'react'
import type { CallState } from '../../../live/frames.gen'
import { cueOf, segmentOf } from '../../../model/show'
import { useSession } from '../../../react/useSession'
import { announce } from '../../../ui/Announcer'
import { cueName, nameOf } from '../words'

/** What has just been called to stand by, and that the show stands still or goes on, is said politely. */
export const useStandbySpoken = (state: CallState | null): void => {
  const { store } = useSession()
  const before = useRef<CallState | null>(null)
  useEffect(() => {
    const was = before.current
    before.current = state
    if (was === null || state === null) return
    const show = store.get()
    const { standby, active } = state
    if (standby && standby.at !== was.standby?.at) {
      const cues = (standby.cueIds ?? []).flatMap((id) => cueOf(show, id) ?? []).map(cueName)
      const named = standby.segmentId == null ? cues.join(', ') : nameOf(segmentOf(show, standby.segmentId)?.name ?? '')
      announce(`Standby: ${named}`)
    }
    if (active && active.segmentId === was.active?.segmentId && (active.pausedAt == null) !== (was.active.pausedAt == null))
      announce(active.pausedAt == null ? 'The show goes on' : 'The show is paused')
  }, [state, store])
}
