import { useEffect, useMemo, useState } from 'react'
import { callOf } from '../../../live/call'
import { drawnAt, waitForEdge, WALL } from '../../../live/edges'
import { liveSegments } from '../../../model/show'
import { type Timing, timing } from '../../../model/timing'
import { useShow } from '../../../react/useSession'
import { useShallow } from '../../../react/useShallow'
import { type Calling, useCall } from './CallContext'

/** Nothing is counted while no show is called; the plan without a date may still come to mean another day. */
const IDLE = 10_000

export interface TimingNow extends Timing, Pick<Calling, 'state'> {
  /** The moment for which all of it is true. */
  readonly now: number
}

interface TimingOptions {
  readonly always?: boolean
  readonly remembered?: Calling['state']
}

/** When one of the numbers on a screen changes: with a second of what is on, or of the clock on the wall. */
const edgesOf = ({ active, state }: TimingNow): readonly number[] => {
  if (active === null || active.paused) return [WALL]
  const begun = (state?.active?.startedAt ?? WALL) + (state?.active?.pausedMs ?? 0)
  return [WALL, begun, active.due ?? WALL]
}

/**
 * What is on and how late the show is, reckoned anew at every edge of a second while a show is called, so that all
 * screens change together; with `always` also before. What is `remembered` counts while the server has told nothing.
 */
export const useTiming = ({ always = false, remembered = null }: TimingOptions = {}): TimingNow => {
  const { state: heard, now } = useCall()
  const state = heard ?? remembered
  const segments = useShow(useShallow(liveSegments))
  const info = useShow((show) => show.show)
  // An object, for two looks may fall into one moment of a clock that is put right, and the next has to come all the same.
  const [look, setLook] = useState(() => ({ at: now() }))
  const timed = useMemo((): TimingNow => {
    const plan = { segments, planned_start: info.planned_start, date: info.date, zone: info.time_zone }
    const shown = drawnAt(look.at, now())
    return { ...timing(plan, callOf(state), shown), state, now: shown }
  }, [segments, info, state, look, now])
  const counts = always || state?.active != null || state?.firstStartedAt != null
  useEffect(() => {
    const timer = setTimeout(() => setLook({ at: now() }), counts ? waitForEdge(timed.now, now(), edgesOf(timed)) : IDLE)
    return () => clearTimeout(timer)
  }, [timed, counts, now])
  return timed
}
