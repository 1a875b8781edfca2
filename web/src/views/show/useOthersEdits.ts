import { useEffect } from 'react'
import type { Transaction } from 'yjs'
import type { Show } from '../../model/schema'
import { useSession } from '../../react/useSession'
import { notifications } from '../../sync/notifications'
import { displayName, person, personFrom } from '../../sync/person'
import type { Session } from '../../sync/session'
import { announce } from '../../ui/Announcer'
import { deedsBetween, toldBy } from './othersEdits'
import { someone } from './words'

const PAUSE = 1500

/** What one person did within a moment. */
interface Told {
  readonly who: string
  readonly before: Show
}

/** Those who wrote something that is new. */
const writersOf = ({ beforeState, afterState }: Transaction): readonly number[] =>
  [...afterState].filter(([client, clock]) => clock > (beforeState.get(client) ?? 0)).map(([client]) => client)

/** Who did it, of those who are here; whoever only took something away leaves no name. */
const whoDid = (transaction: Transaction, { awareness, presence }: Session<Show>): string => {
  const writers = writersOf(transaction)
  if (writers.length === 0) return someone(presence.get())
  const people = writers.map((client) => personFrom(awareness.getStates().get(client)?.['person']))
  const [first] = people
  if (!first || people.some((one) => one?.id !== first.id)) return 'Somebody'
  return first.id === person.get().id ? 'You, in another window,' : displayName(first)
}

/** Says what others changed, gathered for a moment so that typing is heard once and not letter by letter; to whom it is not too much. */
export const useOthersEdits = (told?: (sentence: string) => void): void => {
  const session = useSession()
  useEffect(() => {
    let batch: Told | null = null
    let was: Show | null = null
    let timer = 0
    const tell = (after: Show = session.store.get()): void => {
      clearTimeout(timer)
      const [deeds, who] = batch ? [deedsBetween(batch.before, after), batch.who] : [[], '']
      batch = null
      if (deeds.length === 0 || !notifications.get().edits) return
      const sentence = toldBy(who, deeds)
      announce(sentence)
      told?.(sentence)
    }
    const starting = ({ local }: Transaction): void => {
      // One's own edit is no news: what the others did before it is told now, without it.
      if (local) tell()
      was = local || !session.ready.get() ? null : session.store.get()
    }
    const ended = (transaction: Transaction): void => {
      // What is not wanted now is not told later, together with what is wanted then.
      if (was === null || transaction.local || !notifications.get().edits) return
      const who = whoDid(transaction, session)
      if (batch && batch.who !== who) tell(was)
      if (batch) return
      batch = { who, before: was }
      timer = window.setTimeout(tell, PAUSE)
    }
    session.doc.on('beforeTransaction', starting)
    session.doc.on('afterTransaction', ended)
    return () => {
      clearTimeout(timer)
      session.doc.off('beforeTransaction', starting)
      session.doc.off('afterTransaction', ended)
    }
  }, [session, told])
}
