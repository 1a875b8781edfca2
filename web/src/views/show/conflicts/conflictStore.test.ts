import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../api'
import type { Conflicts } from '../../../api/history'
import { type ConflictServer, ConflictStore } from './conflictStore'
import { deletedRow, madeTwice, twoStarts } from './examples'

const ME = { id: 'ana', name: 'Ana', colour: 'teal' }

export const found = (...conflicts: Conflicts['conflicts']): Conflicts => ({ amount: conflicts.length, conflicts })

class FakeServer implements ConflictServer {
  answers: (() => Promise<Conflicts>)[] = []
  readonly asked: unknown[] = []
  refuses = false
  listConflicts = async () => (this.answers.shift() ?? (async () => found()))()
  decideConflict = async (...what: unknown[]) => {
    if (this.refuses) throw new ApiError('There is no such conflict.', 'not-found', 404)
    this.asked.push(what)
  }
  readHistory = async () => ({ steps: [], before: null, oldest: { seq: 0, at: 0 }, last: 17 })
  bringBack = async (...what: unknown[]) => {
    this.asked.push(what)
    return { amount: 1, changes: [] }
  }
}

const started = (...answers: (() => Promise<Conflicts>)[]) => {
  const server = new FakeServer()
  server.answers = answers
  return { server, store: new ConflictStore('show/x', server, () => ME) }
}

describe('the conflicts of a show (U10)', () => {
  it('are those that the server tells; the same answer again draws nothing anew', async () => {
    const { store } = started(async () => found(twoStarts()), async () => found(twoStarts()), async () => found())
    await store.refresh()
    const before = store.get()
    expect(before).toMatchObject({ amount: 1, conflicts: [{ id: twoStarts().id }] })
    await store.refresh()
    expect(store.get()).toBe(before)
    await store.refresh()
    expect(store.get().amount).toBe(0)
  })

  it('stay in sight without the server, and an answer from before it went away does not count', async () => {
    let answer: (conflicts: Conflicts) => void = () => {}
    const late = new Promise<Conflicts>((resolve) => (answer = resolve))
    const { store } = started(async () => found(twoStarts()), async () => late, async () => Promise.reject(new Error('no')))
    await store.refresh()
    const under_way = store.refresh()
    store.setAway(true)
    answer(found())
    expect(await under_way).toBe(false)
    expect(store.get()).toMatchObject({ amount: 1, isAway: true })
    expect(await store.refresh()).toBe(false)
    expect(store.get().amount).toBe(1)
  })

  it('are decided by their id, in the name of whoever decides, and are gone at once', async () => {
    const { server, store } = started(
      async () => ({ amount: 5, conflicts: [twoStarts(), deletedRow] }),
      async () => Promise.reject(new Error('the line broke after the decision')),
    )
    await store.refresh()
    await store.decide(twoStarts(), 'other')
    expect(server.asked).toEqual([['show/x', twoStarts().id, 'other', ME]])
    expect(store.get()).toMatchObject({ amount: 4, conflicts: [{ id: deletedRow.id }] })
  })

  it('are still there when the server did not take the decision', async () => {
    const { server, store } = started(async () => found(twoStarts()))
    await store.refresh()
    server.refuses = true
    await expect(store.decide(twoStarts(), 'stands')).rejects.toThrow('There is no such conflict.')
    expect(store.get().amount).toBe(1)
  })

  it('go back to the moment before the decision: the field, the deletion, or the whole row', async () => {
    const { server, store } = started()
    const moment = await store.moment()
    for (const conflict of [twoStarts(), deletedRow, madeTwice]) await store.takeBack(conflict, moment)
    expect(server.asked).toEqual(
      ['segments/a/start', 'segments/b/deleted_at', 'segments/a'].map((path) => ['show/x', '17', path, ME]),
    )
  })
})
