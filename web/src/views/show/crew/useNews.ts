import { useEffect, useMemo } from 'react'
import { type Change, changesSince, following, lookedAt, seenAlso } from '../../../model/seen'
import { useReadable } from '../../../react/useDoc'
import { useSession, useShow } from '../../../react/useSession'
import { seenOf } from '../../../sync/crew'
import { notifications } from '../../../sync/notifications'

export interface News {
  readonly changes: readonly Change[]
  readonly byId: ReadonlyMap<string, Change>
  /** One is seen, or all of them. */
  readonly seen: (change?: Change) => void
}

/** What has changed in one’s cues since one last looked. The first time nothing has. */
export const useNews = (): News => {
  const { name, store } = useSession()
  const show = useShow((now) => now)
  const { departments } = useReadable(notifications)
  const kept = seenOf(name)
  const before = useReadable(kept)
  useEffect(() => {
    if (departments.length === 0) return
    if (before === null) kept.set(lookedAt(store.get(), departments))
    else if (departments.some((one) => !before.departments.includes(one))) kept.set(following(store.get(), before, departments))
  }, [before, departments, kept, store])
  return useMemo(() => {
    const changes = before === null ? [] : changesSince(show, before, departments)
    const seen = (change?: Change): void => {
      const was = kept.get()
      kept.set(change === undefined || was === null ? lookedAt(store.get(), departments) : seenAlso(was, change))
    }
    return { changes, byId: new Map(changes.map((one) => [one.id, one])), seen }
  }, [before, show, departments, kept, store])
}
