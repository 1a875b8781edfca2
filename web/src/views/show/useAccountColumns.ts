import { useMemo } from 'react'
import { readPreferences, writePreferences } from '../../api/preferences'
import { isAccount } from '../../api/standing'
import { visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { AccountColumns } from '../../sync/accountColumns'
import { useInStep } from '../shell/useInStep'

/** Keeps the columns of a show in step with one's account, if there is one. */
export const useAccountColumns = (documentName: string): void => {
  const isSignedIn = isAccount(useReadable(visit).me)
  const columns = useMemo(() => {
    const server = {
      read: () => readPreferences(documentName),
      write: (record: unknown) => writePreferences(documentName, record),
    }
    return isSignedIn ? new AccountColumns(documentName, server) : null
  }, [documentName, isSignedIn])
  useInStep(columns)
}
