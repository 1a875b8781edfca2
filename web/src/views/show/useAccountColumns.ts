import { useEffect } from 'react'
import { readPreferences, writePreferences } from '../../api/preferences'
import { isAccount } from '../../api/standing'
import { visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { AccountColumns } from '../../sync/accountColumns'

/** While the window lies open and nobody comes back to it. */
const EVERY_MS = 60_000

/** Keeps the columns of a show in step with one's account, if there is one: on opening, on coming back, and now and then. */
export const useAccountColumns = (documentName: string): void => {
  const isSignedIn = isAccount(useReadable(visit).me)
  useEffect(() => {
    if (!isSignedIn) return
    const columns = new AccountColumns(documentName, {
      read: () => readPreferences(documentName),
      write: (record) => writePreferences(documentName, record),
    })
    const exchange = (): void => {
      if (document.visibilityState === 'visible') void columns.exchange()
    }
    const stop = columns.follow()
    const timer = setInterval(exchange, EVERY_MS)
    document.addEventListener('visibilitychange', exchange)
    addEventListener('focus', exchange)
    addEventListener('online', exchange)
    exchange()
    return () => {
      stop()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', exchange)
      removeEventListener('focus', exchange)
      removeEventListener('online', exchange)
    }
  }, [documentName, isSignedIn])
}
