import { useEffect, useRef } from 'react'
import { segmentOf } from '../../../model/show'
import { useShow } from '../../../react/useSession'
import { announce } from '../../../ui/Announcer'
import { nameOf } from '../words'
import { PHASES } from './words'

/** What a segment is called. */
export const useName = (segment: string | null): string =>
  useShow((show) => (segment === null ? '' : nameOf(segmentOf(show, segment)?.name ?? '')))

/** What has just become active is said to screen readers, unless one has done it oneself a moment ago: then, too. */
export const useSpoken = (segment: string | null, name: string): void => {
  const before = useRef<string | null | undefined>(undefined)
  useEffect(() => {
    if (before.current !== undefined && before.current !== segment)
      announce(segment === null ? PHASES.idle : `Now: ${name}`)
    before.current = segment
  }, [segment, name])
}
