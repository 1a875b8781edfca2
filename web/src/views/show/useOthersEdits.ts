import { useEffect } from 'react'
import type { Transaction } from 'yjs'
import type { Show } from '../../model/schema'
import { useSession } from '../../react/useSession'
import { notifications } from '../../sync/notifications'
import { announce } from '../../ui/Announcer'
import { sentencesBetween } from './othersEdits'

const PAUSE = 1500

/** Whoever is the only other one here did it; among several it is not told who. */
const subject = (names: readonly string[]): string => (names.length === 1 ? `${names[0]}: ` : '')

/** Says what others changed, gathered for a moment so that typing is heard once and not letter by letter; to whom it is not too much. */
export const useOthersEdits = (): void => {
  const session = useSession()
  useEffect(() => {
    let before: Show | null = null
    let timer = 0
    const tell = (): void => {
      timer = 0
      if (!before) return
      const sentences = sentencesBetween(before, session.store.get())
      before = null
      const who = subject(session.presence.get().map((person) => person.name))
      if (sentences.length > 0 && notifications.get().edits) announce(`${who}${sentences.join(', ')}.`)
    }
    const starting = (transaction: Transaction): void => {
      if (!session.ready.get()) return
      if (transaction.local) {
        // One's own edit is no news: what the others did before it is told now, without it.
        if (timer) clearTimeout(timer)
        tell()
      } else if (!before && notifications.get().edits) {
        before = session.store.get()
        timer = window.setTimeout(tell, PAUSE)
      }
    }
    session.doc.on('beforeTransaction', starting)
    return () => {
      clearTimeout(timer)
      session.doc.off('beforeTransaction', starting)
    }
  }, [session])
}
