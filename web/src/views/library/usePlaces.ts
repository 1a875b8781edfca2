import { useEffect } from 'react'
import { type OwnWorkspace, placesForShows, refreshStanding, type Standing, standing } from '../../api/standing'
import { useReadable } from '../../react/useDoc'

interface Places {
  readonly me: Standing | null
  /** Where one may make shows; null where nobody is asked. */
  readonly places: readonly OwnWorkspace[] | null
}

/** Who one is here, asked again whenever the library is opened. */
export const usePlaces = (): Places => {
  const me = useReadable(standing)
  useEffect(() => void refreshStanding(), [])
  return { me, places: placesForShows(me) }
}
