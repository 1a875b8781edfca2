import { useEffect, useMemo, useState } from 'react'
import { callOf } from '../../../live/call'
import { liveSegments } from '../../../model/show'
import { type Timing, timing } from '../../../model/timing'
import { useShow } from '../../../react/useSession'
import { useShallow } from '../../../react/useShallow'
import { type Calling, useCall } from './CallContext'

const EVERY = 200

/** What is on and how late the show is, reckoned anew five times a second while something is on. */
export const useTiming = (): Timing & Pick<Calling, 'state'> => {
  const { state, now } = useCall()
  const segments = useShow(useShallow(liveSegments))
  const info = useShow((show) => show.show)
  const [moment, setMoment] = useState(now)
  const runs = state?.active != null || state?.firstStartedAt != null
  useEffect(() => {
    const look = (): void => setMoment(now())
    look()
    const timer = setInterval(look, runs ? EVERY : 10_000)
    return () => clearInterval(timer)
  }, [now, runs])
  return useMemo(() => {
    const plan = { segments, planned_start: info.planned_start, date: info.date, zone: info.time_zone }
    return { ...timing(plan, callOf(state), moment), state }
  }, [segments, info, state, moment])
}
