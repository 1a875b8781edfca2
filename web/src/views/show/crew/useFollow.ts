import { useEffect, useRef, useState } from 'react'
import { type Follow, follow, type Said, saidBetween, type Went, wentWith } from '../../../live/crew'
import type { CallState } from '../../../live/frames.gen'
import { segmentOf } from '../../../model/show'
import { useReadable } from '../../../react/useDoc'
import { useSession, useShow } from '../../../react/useSession'
import { buzz } from '../../../sync/crew'
import { notifications } from '../../../sync/notifications'
import { announce } from '../../../ui/Announcer'
import { useCall } from '../calling/CallContext'
import { type TimingNow, useTiming } from '../calling/useTiming'
import { PHASES, phaseIn } from '../calling/words'
import { nameOf } from '../words'
import { tones, vibrate } from './tones'
import { useHeard } from './useHeard'
import { spoken } from './words'

export interface Following extends Follow {
  readonly timing: TimingNow
  /** For how many ms nothing has been heard of the server. */
  readonly silence: number
  /** Up to when all of it is known to hold. */
  readonly heardAt: number
}

/** The segment that stood by and went, as this page has seen it go. */
const useWent = (state: CallState | null): Went | null => {
  const [seen, setSeen] = useState<{ readonly state: CallState | null; readonly went: Went | null }>({ state, went: null })
  if (seen.state === state) return seen.went
  const went = wentWith(seen.state, state) ?? seen.went
  setSeen({ state, went })
  return went
}

/** What is next for whoever sits here, at this very second. */
export const useFollow = (): Following => {
  const heard = useHeard()
  const timing = useTiming({ always: true, remembered: heard?.state ?? null })
  const show = useShow((now) => now)
  const { silence } = useCall()
  const { departments } = useReadable(notifications)
  const { state, now } = timing
  const went = useWent(state)
  const silent = silence()
  return { ...follow({ show, state, timing, departments, went, now }), timing, silence: silent, heardAt: heard?.at ?? now - silent }
}

/** What interrupts; a new turn each time, so that the same words twice are heard twice. Without words nobody wants to hear it. */
export interface Interruption {
  readonly text: string
  readonly turn: number
}

const signal = (said: readonly Said[], sounds: boolean): void => {
  const [first] = said
  if (first === undefined || first.sign === 'stood-down') return
  // Whoever was reading further down has to see it, too.
  scrollTo(0, 0)
  if (sounds) tones.play(first.sign)
  if (buzz.get()) vibrate(first.sign)
}

/**
 * What was said over the headset is said here: at once what is for one's departments, when there is time what is on and
 * what is left. Gives the words that interrupt.
 */
export const useSaid = ({ timing }: Following): Interruption => {
  const { store } = useSession()
  const { state, now } = timing
  const before = useRef<CallState | null>(null)
  const [interrupting, interrupt] = useState<Interruption>({ text: '', turn: 0 })
  useEffect(() => {
    const was = before.current
    before.current = state
    if (was === null || state === null || was === state) return
    const { departments, calls, sound } = notifications.get()
    const said = saidBetween(was, state, { show: store.get(), departments, now })
    signal(said, sound)
    const urgent = said.filter(({ sign }) => sign !== 'stood-down')
    if (urgent.length > 0) interrupt(({ turn }) => ({ text: calls ? urgent.map(spoken).join('. ') : '', turn: turn + 1 }))
    if (calls) for (const one of said) if (one.sign === 'stood-down') announce(spoken(one))
    const name = nameOf(segmentOf(store.get(), state.active?.segmentId ?? '')?.name ?? '')
    if (was.active?.segmentId !== state.active?.segmentId) announce(state.active ? `Now: ${name}` : PHASES.idle)
    else if (phaseIn(was) !== phaseIn(state)) announce(phaseIn(state) === 'paused' ? 'Paused' : 'Goes on')
  }, [state, now, store])
  return interrupting
}
