import { useEffect } from 'react'
import type { AuditLog } from './auditLog'

/** How long somebody rests between two letters of a word, in ms. */
const REST = 250

/** Searches when the typing rests; at once for the first time. */
export const useSearch = (log: AuditLog, words: string): void => {
  useEffect(() => {
    const timer = setTimeout(() => void log.search(words), words === '' ? 0 : REST)
    return () => clearTimeout(timer)
  }, [log, words])
}
