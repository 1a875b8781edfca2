import { useMemo } from 'react'
import { useReadable } from '../../../react/useDoc'
import { useSession } from '../../../react/useSession'
import { hiddenOf } from '../../../sync/preferences'
import { useDesk } from '../DeskContext'
import type { Companion } from './companions'

/** All private columns of the open show that this person may see. */
export const useCompanions = (): readonly Companion[] => useReadable(useDesk().companions)

/** Those of them that are shown. */
export const usePrivates = (): readonly Companion[] => {
  const companions = useCompanions()
  const hidden = useReadable(hiddenOf(useSession().name))
  return useMemo(() => companions.filter(({ name }) => !hidden.includes(name)), [companions, hidden])
}
