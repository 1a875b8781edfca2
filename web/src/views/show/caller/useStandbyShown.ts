import { type RefObject, useEffect, useRef } from 'react'
import type { CallState } from '../../../live/frames.gen'

/** What has just been called to stand by is brought into sight; with the next segment the band begins at its top again. */
export const useStandbyShown = (state: CallState | null): RefObject<HTMLDivElement | null> => {
  const band = useRef<HTMLDivElement>(null)
  const active = state?.active?.segmentId
  const since = state?.standby?.at
  useEffect(() => {
    band.current?.scrollTo({ top: 0 })
  }, [active])
  useEffect(() => {
    if (since !== undefined) band.current?.querySelector('[data-standby=true]')?.scrollIntoView({ block: 'nearest' })
  }, [since])
  return band
}
