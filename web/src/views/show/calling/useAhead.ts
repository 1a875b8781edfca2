import { useMemo } from 'react'
import { callOf } from '../../../live/call'
import { planOf, segmentOf } from '../../../model/show'
import { useSession, useShow } from '../../../react/useSession'
import { type Ahead, overlapAhead } from './ahead'
import type { TimingNow } from './useTiming'

/** The fixed start that the show runs into if it goes on like this, with the ways out. */
export const useAhead = (timing: TimingNow): Ahead | null => {
  const plan = useShow(planOf)
  const { store } = useSession()
  return useMemo(
    () => overlapAhead(plan, callOf(timing.state), timing, (id) => segmentOf(store.get(), id)?.name ?? ''),
    [plan, timing, store],
  )
}
