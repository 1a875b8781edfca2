import { useEffect, useState } from 'react'
import { rightsOn } from '../../api/standing'
import { hasAccounts, visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'

const NONE: readonly string[] = []

/**
 * What one may do with a document where there is somebody to share it with; nothing on an open server, and nothing
 * while the server cannot be asked.
 */
export const useShareRights = (documentName: string): readonly string[] => {
  const { me, situation } = useReadable(visit)
  const isAsking = situation === 'here' && hasAccounts(me) && me?.visitor != null
  const [rights, setRights] = useState(NONE)
  useEffect(() => {
    if (!isAsking) return
    let isWanted = true
    rightsOn(documentName).then(
      (found) => (isWanted ? setRights(found) : undefined),
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [documentName, isAsking])
  return isAsking ? rights : NONE
}
