import { useEffect, useState } from 'react'
import { useCall } from '../calling/CallContext'

/** A server that is there is heard every two seconds; after so long it is said that what is shown may be old. */
export const STALE_AFTER = 6000
const EVERY = 1000

/** For how long nothing has been heard of the server, in whole seconds; null while all is well. */
export const useStale = (): number | null => {
  const { silence } = useCall()
  const [silent, setSilent] = useState(0)
  useEffect(() => {
    const look = (): void => setSilent(silence())
    look()
    const timer = setInterval(look, EVERY)
    return () => clearInterval(timer)
  }, [silence])
  return silent > STALE_AFTER ? Math.round(silent / 1000) : null
}
