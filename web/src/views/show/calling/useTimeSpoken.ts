import { useEffect, useRef } from 'react'
import { leftWords, timesLeft } from '../../../live/timesLeft'
import { notifications } from '../../../sync/notifications'
import { announce } from '../../../ui/Announcer'
import type { TimingNow } from './useTiming'

/** Says at five, two and one minutes, and at the end, how long is left of what is on, to whom that is wanted. */
export const useTimeSpoken = ({ active }: Pick<TimingNow, 'active'>, name: string): void => {
  const before = useRef<{ readonly id: string; readonly remaining: number } | null>(null)
  useEffect(() => {
    const was = before.current
    before.current = active
    if (active === null || active.due === null || was?.id !== active.id || !notifications.get().times) return
    const mark = timesLeft(was.remaining, active.remaining)
    if (mark !== null) announce(leftWords(name, mark))
  }, [active, name])
}
