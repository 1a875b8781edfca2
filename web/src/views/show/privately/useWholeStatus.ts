import { useEffect, useMemo, useState } from 'react'
import { useReadable } from '../../../react/useDoc'
import { useSession } from '../../../react/useSession'
import { type Status, statusOf, together } from '../../../sync/status'
import { useCompanions } from './usePrivates'

/** The badge's word for all that is open here: saved only when the show is and every private column of it (U3). */
export const useWholeStatus = (): Status => {
  const situation = useReadable(useSession().situation)
  const companions = useCompanions()
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const again = (): void => setTurn((before) => before + 1)
    const stops = companions.map(({ session }) => session.situation.subscribe(again))
    again()
    return () => stops.forEach((stop) => stop())
  }, [companions])
  return useMemo(
    () => statusOf(together(situation, turn < 0 ? [] : companions.map(({ session }) => session.situation.get()))),
    [situation, companions, turn],
  )
}
