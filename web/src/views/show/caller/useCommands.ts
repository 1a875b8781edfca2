import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { segmentOf } from '../../../model/show'
import { sayDuration } from '../../../model/times'
import { useSession } from '../../../react/useSession'
import { announce } from '../../../ui/Announcer'
import { showToast } from '../../../ui/Toast'
import { type Calling, showRefusal, useCall } from '../calling/CallContext'
import type { TimingNow } from '../calling/useTiming'
import { quoted } from '../words'
import { onlyFollows, stepOf, whyNoCall, whyNoGo } from './readiness'
import { type Named, without, withMore } from './standing'

/** A second press this soon after a segment has become active was meant for the first. */
const SETTLES = 600

/** What has been added to one segment while the toast about it is there. */
interface Added {
  readonly segment: string
  readonly ms: number
  readonly close: () => void
}

const addedWords = (ms: number, name: string): string =>
  ms === 0 ? `The time of ${quoted(name)} is as before` : `${sayDuration(Math.abs(ms))} ${ms > 0 ? 'more' : 'less'} for ${quoted(name)}`

/** Gives time or takes it, and offers to take all of it back that was given in one go. */
const useAddTime = ({ state, send }: Calling) => {
  const { store } = useSession()
  const last = useRef<Added | null>(null)
  const on = state?.active?.segmentId
  // The time of another segment is not touched by what is said of this one.
  const hide = useRef((): void => {})
  useEffect(() => () => hide.current(), [on])
  return async (ms: number): Promise<void> => {
    const segment = state?.active?.segmentId
    if (segment === undefined || !(await send('add-time', { ms }))) return
    const before = last.current?.segment === segment ? last.current : null
    before?.close()
    const sum = (before?.ms ?? 0) + ms
    const text = addedWords(sum, segmentOf(store.get(), segment)?.name ?? '')
    const undo = { label: 'Undo', perform: () => void send('add-time', { ms: -sum }) }
    const close = showToast({ text, actions: sum === 0 ? [] : [undo] })
    hide.current = close
    last.current = { segment, ms: sum, close }
    setTimeout(() => {
      if (last.current?.close === close) last.current = null
    }, 8000)
  }
}

export interface CallerCommands {
  readonly go: () => void
  readonly back: () => void
  readonly pause: () => void
  readonly resume: () => void
  readonly addTime: (ms: number) => void
  readonly standby: (what: Named) => void
  readonly standDown: (what: Named) => void
  readonly callCues: (cueIds: readonly string[]) => void
  readonly clear: () => void
  /** Why GO is off; null while it is not. */
  readonly noGo: string | null
  /** Why nothing can be said to the show from here. */
  readonly noCall: string | null
  /** The show has just moved: a press now is taken for the one that moved it. */
  readonly isSettling: boolean
  /** The server has not answered yet to what moves the show. */
  readonly isMoving: boolean
  /** There is nothing to press: somebody else has the call, or one may not call at all. */
  readonly isFollowing: boolean
}

/** For a moment after another segment has become active; as a reference too, for a key that comes before the next drawing. */
const useSettling = (from: string | null): readonly [boolean, RefObject<boolean>] => {
  const [isSettling, settle] = useState(false)
  const settling = useRef(false)
  const known = useRef(from)
  useLayoutEffect(() => {
    if (known.current === from) return undefined
    known.current = from
    const set = (now: boolean): void => {
      settling.current = now
      settle(now)
    }
    set(true)
    const timer = setTimeout(() => set(false), SETTLES)
    return () => clearTimeout(timer)
  }, [from])
  return [isSettling, settling]
}

/** All that a caller can say to the show. */
export const useCommands = (timing: TimingNow): CallerCommands => {
  const call = useCall()
  const { state, send } = call
  const { next } = timing
  const from = state?.active?.segmentId ?? null
  const moving = useRef(false)
  const [isMoving, setMoving] = useState(false)
  const [isSettling, settling] = useSettling(from)
  const addTime = useAddTime(call)
  const [noCall, noGo] = [whyNoCall(call), whyNoGo({ ...call, next })]
  const isFollowing = onlyFollows(call)
  return useMemo(() => {
    const say = (why: string | null, work: () => Promise<unknown>): void => (why === null ? void work() : showRefusal(why))
    // What moves the show waits for the answer to the one before, and is not pressed twice by one hand.
    const move = async (why: string | null, work: () => Promise<unknown>): Promise<void> => {
      if (moving.current || settling.current) return
      if (why !== null) return showRefusal(why)
      moving.current = true
      setMoving(true)
      await work()
      moving.current = false
      setMoving(false)
    }
    const goOn = (): Promise<boolean> => (stepOf({ state, next }) === 'complete' ? send('complete', { segmentId: from }) : send('next', { from }))
    const whileOn = (work: () => Promise<unknown>): void => (state?.active == null ? announce('Nothing is on.') : say(noCall, work))
    return {
      go: () => void move(noGo, goOn),
      back: () => (state?.firstStartedAt == null ? announce('Nothing has begun yet.') : void move(noCall, () => send('previous', { from }))),
      pause: () => whileOn(() => send('pause', {})),
      resume: () => whileOn(() => send('resume', {})),
      addTime: (ms) => whileOn(() => addTime(ms)),
      standby: (what) => say(noCall, () => send('standby', withMore(state?.standby, what))),
      standDown: (what) => {
        const left = without(state?.standby, what)
        say(noCall, () => (left === null ? send('stand-down', {}) : send('standby', left)))
      },
      callCues: (cueIds) => say(noCall, () => send('cue', { cueIds })),
      clear: () => say(noCall, () => send('clear', {})),
      noGo,
      noCall,
      isSettling: isSettling || isMoving,
      isMoving,
      isFollowing,
    }
    // What adds time remembers what it added, and may be an older one.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [state, send, next, from, noCall, noGo, isSettling, isMoving, isFollowing])
}
