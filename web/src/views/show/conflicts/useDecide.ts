import type { Conflict, Keep } from '../../../api/history'
import { announce } from '../../../ui/Announcer'
import { showToast } from '../../../ui/Toast'
import { tryTo } from '../../library/attempts'
import type { ConflictStore } from './conflictStore'
import { useConflictStore } from './ConflictsContext'
import { doneWords } from './words'

const FAILED = 'It was not taken back'

/** Takes a decision back by doing what the other button would have done. */
const takeBack = async (store: ConflictStore, conflict: Conflict, keep: Keep, before: string | null): Promise<void> => {
  const undo = (): Promise<void> => (before === null ? store.decide(conflict, 'other') : store.takeBack(conflict, before))
  const done = await tryTo(FAILED, async () => (await undo(), true))
  if (done !== null) announce(doneWords(conflict, keep === 'stands' ? 'other' : 'stands'))
}

/** Decides a conflict, says what was done and offers to take it back; an ApiError when it was not done. */
export const useDecide = (): ((conflict: Conflict, keep: Keep) => Promise<void>) => {
  const store = useConflictStore()
  return async (conflict, keep) => {
    const before = keep === 'other' ? await store.moment() : null
    await store.decide(conflict, keep)
    const text = doneWords(conflict, keep)
    announce(text)
    showToast({ text, tone: 'go', actions: [{ label: 'Undo', perform: () => void takeBack(store, conflict, keep, before) }] })
  }
}
