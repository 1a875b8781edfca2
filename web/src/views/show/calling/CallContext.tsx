import { type ReactNode, createContext, useContext, useEffect, useMemo, useState } from 'react'
import { whoIsHere } from '../../../api/visit'
import { type Link, LiveChannel, type Verb } from '../../../live/channel'
import { statusOf } from '../../../live/call'
import type { CallState, Commands } from '../../../live/frames.gen'
import { useReadable } from '../../../react/useDoc'
import { displayName, person } from '../../../sync/person'
import { Cell, type Readable } from '../../../sync/readable'
import { kept } from '../../../sync/storage'
import { showToast } from '../../../ui/Toast'
import { browser } from './browser'

const NOTHING: Readable<CallState | null> = new Cell(null)
const CONNECTING: Readable<Link> = new Cell<Link>('connecting')
const NO_RIGHTS: Readable<readonly string[]> = new Cell<readonly string[]>([])
const NO_ONE: Readable<string> = new Cell('')

const CallContext = createContext<LiveChannel | null>(null)
const Wanted = createContext<readonly [boolean, (wanted: boolean) => void]>([false, () => {}])

/** By how much the server's clock is ahead of this device's: for a page that is loaded without the server. */
const ahead = kept('callboard:clock-ahead', (stored) => (typeof stored === 'number' ? stored : 0))
const LEARN_EVERY = 5000
/** A person does not see less. */
const SEEN = 50

const learnAhead = (now: number | null): void => {
  const found = now === null ? null : Math.round(now - Date.now())
  if (found !== null && Math.abs(found - ahead.get()) > SEEN) ahead.set(found)
}

const me = (): { id: string; name: string } => {
  const mine = person.get()
  return { id: mine.id, name: displayName(mine) }
}

let hideRefusal = (): void => {}

/** One at a time: whoever presses again and again is told once more, not ten times. */
export const showRefusal = (refusal: string): void => {
  hideRefusal()
  hideRefusal = showToast({ tone: 'stop', text: refusal })
}

/** Follows the call of a show for as long as it is on the screen. */
export const WithCall = ({ show, children }: { show: string; children: ReactNode }) => {
  const [channel, setChannel] = useState<LiveChannel | null>(null)
  const who = useReadable(whoIsHere)
  useEffect(() => {
    const opened = new LiveChannel(show, {
      world: browser,
      url: `${location.origin.replace(/^http/, 'ws')}/live`,
      base: location.origin,
      person: me,
    })
    setChannel(opened)
    const timer = setInterval(() => learnAhead(opened.now()), LEARN_EVERY)
    const hurry = (): void => opened.hurry()
    addEventListener('online', hurry)
    return () => {
      removeEventListener('online', hurry)
      clearInterval(timer)
      setChannel(null)
      opened.close()
    }
  }, [show, who])
  const wanted = useState(false)
  return (
    <CallContext value={channel}>
      <Wanted value={wanted}>{children}</Wanted>
    </CallContext>
  )
}

/** Whether the strip of the call is there: while a show is called, and when somebody wants to begin. */
export const useStripShown = (): boolean => {
  const { state } = useCall()
  const [wanted] = useContext(Wanted)
  return wanted || state?.firstStartedAt != null || state?.caller != null
}

export const useWantStrip = (): ((wanted: boolean) => void) => useContext(Wanted)[1]

export interface Calling {
  readonly state: CallState | null
  readonly link: Link
  readonly mayCall: boolean
  /** Whether the call is this person's. */
  readonly isMine: boolean
  /** Who this is, as the server knows them. */
  readonly me: string
  readonly now: () => number
  /** For how many ms nothing has been heard of the server. */
  readonly silence: () => number
  /** Whether it was done; what was refused is said and shown, unless whoever asks knows what it means. */
  readonly send: <V extends Verb>(verb: V, args: Omit<Commands[V], 'term'>, how?: { readonly quietly: boolean }) => Promise<boolean>
}

/** The call of the show that is on the screen; what was refused is said. */
export const useCall = (): Calling => {
  const channel = useContext(CallContext)
  const state = useReadable(channel?.state ?? NOTHING)
  const link = useReadable(channel?.link ?? CONNECTING)
  const may = useReadable(channel?.may ?? NO_RIGHTS)
  const you = useReadable(channel?.you ?? NO_ONE)
  return useMemo(() => {
    const mine = you.startsWith('socket:') ? `said:${person.get().id}` : you
    return {
      state,
      link,
      mayCall: may.includes('manage_show_call'),
      isMine: state?.caller?.id === mine,
      me: mine,
      now: () => channel?.now() ?? Date.now() + ahead.get(),
      silence: () => channel?.silence() ?? 0,
      send: async (verb, args, { quietly } = { quietly: false }) => {
        const refusal = channel ? await channel.send(verb, args) : 'Not connected to the server: nothing was done.'
        if (refusal !== null && !quietly) showRefusal(refusal)
        return refusal === null
      },
    }
  }, [channel, state, link, may, you])
}

/** For a screen that counts before the show has begun. */
export const useNeedTime = (): void => {
  const channel = useContext(CallContext)
  useEffect(() => channel?.needTime(), [channel])
}

/** How far the call has got with one segment; null when it knows nothing of it. */
export const useLiveStatus = (segment: string): ReturnType<typeof statusOf> => {
  const channel = useContext(CallContext)
  return statusOf(useReadable(channel?.state ?? NOTHING), segment)
}
