import { useEffect, useState } from 'react'
import { hasPeople, refreshStanding, rightsOn } from '../../api/standing'

const NONE: readonly string[] = []

/**
 * What one may do with a document where there is somebody to share it with; nothing on an open server, and nothing
 * while the server cannot be asked.
 */
export const useShareRights = (documentName: string): readonly string[] => {
  const [rights, setRights] = useState(NONE)
  useEffect(() => {
    let isWanted = true
    const ask = async (): Promise<void> => {
      const me = await refreshStanding()
      const found = hasPeople(me) && me?.visitor != null ? await rightsOn(documentName) : NONE
      if (isWanted) setRights(found)
    }
    ask().catch(() => undefined)
    return () => {
      isWanted = false
    }
  }, [documentName])
  return rights
}
