import { useEffect } from 'react'
import type { Workspace } from '../../api/people'
import { ownWorkspaces, placesForShows } from '../../api/standing'
import { visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'

interface Places {
  /** Those one is in. */
  readonly workspaces: readonly Workspace[]
  /** Where one may make shows; null where nobody is asked. */
  readonly places: readonly Workspace[] | null
}

/** Where one is and may work, asked again whenever the library is opened: a role may have been given meanwhile. */
export const usePlaces = (): Places => {
  const { me } = useReadable(visit)
  useEffect(() => void visit.refresh(), [])
  return { workspaces: ownWorkspaces(me), places: placesForShows(me) }
}
