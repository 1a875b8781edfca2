import { useEffect, useState } from 'react'

const EVERY_MS = 30_000

/** The time, fresh enough for "5 min ago". */
export const useNow = (): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}
