import { useEffect, useState } from 'react'
import { type Standing, standingOn } from '../../api/standing'
import { hasAccounts, visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'

const NONE: Standing = { rights: [], workspace: '' }

/**
 * What one may do with a document where there is somebody to share it with; nothing on an open server, and nothing
 * while the server cannot be asked.
 */
export const useStanding = (documentName: string): Standing => {
  const { me, situation } = useReadable(visit)
  const isAsking = situation === 'here' && hasAccounts(me) && me?.visitor != null
  const [standing, setStanding] = useState(NONE)
  useEffect(() => {
    if (!isAsking) return
    let isWanted = true
    standingOn(documentName).then(
      (found) => (isWanted ? setStanding(found) : undefined),
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [documentName, isAsking])
  return isAsking ? standing : NONE
}
