import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../api'
import type { History, Step } from '../../../api/history'
import { type HistoryServer, HistoryStore } from './historyStore'

const step = (first: number): Step => ({
  first,
  last: first,
  began_at: first,
  ended_at: first,
  author: { kind: 'person', id: 'a', name: 'Ana', colour: 'teal' },
  brought_by: null,
  amount: 0,
  changes: [],
  conflicts: [],
})

const page = (...firsts: readonly number[]): History => ({
  steps: firsts.map(step),
  before: (firsts.at(-1) ?? 1) > 1 ? (firsts.at(-1) ?? null) : null,
  oldest: { seq: 0, at: 0 },
  last: 0,
})

const ME = { id: 'b', name: 'Ben', colour: 'pink' }

class FakeServer implements HistoryServer {
  answers: (() => Promise<History>)[] = []
  readonly asked: unknown[] = []
  readHistory = async (_name: string, wanted: { before?: number; most?: number }) => {
    this.asked.push(wanted)
    return (this.answers.shift() ?? (async () => page()))()
  }
  compareMoments = async () => ({ amount: 0, changes: [] })
  bringBack = async (...wish: unknown[]) => {
    this.asked.push(wish)
    return { amount: 2, changes: [] }
  }
  listVersions = async () => []
  nameVersion = async () => {}
  renameVersion = async () => {}
  deleteVersion = async () => {}
}

const started = (...answers: (() => Promise<History>)[]) => {
  const server = new FakeServer()
  server.answers = answers
  return { server, store: new HistoryStore('show/x', server, () => ME) }
}

describe('the history of a document (H1)', () => {
  it('is read, and read on', async () => {
    const { store } = started(async () => page(9, 7), async () => page(5, 1))
    await store.refresh()
    expect(store.get().before).toBe(7)
    await store.more()
    expect(store.get().steps.map(({ first }) => first)).toEqual([9, 7, 5, 1])
    expect(store.get().before).toBeNull()
  })

  it('says that it needs the server, and keeps in sight what was known', async () => {
    const { store } = started(async () => page(9), async () => Promise.reject(new ApiError('No.', 'unreachable', 0)))
    await store.refresh()
    await store.refresh()
    expect(store.get()).toMatchObject({ situation: 'offline', steps: [{ first: 9 }] })
  })

  it('says what the server says when it cannot be read', async () => {
    const { store } = started(async () => Promise.reject(new ApiError('It was deleted.', 'deleted', 410)))
    await store.refresh()
    expect(store.get()).toMatchObject({ situation: 'failed', problem: 'It was deleted.' })
  })

  it('is not overwritten by a late answer to an older question', async () => {
    let answer: (history: History) => void = () => {}
    const late = new Promise<History>((resolve) => (answer = resolve))
    const { store } = started(async () => late, async () => page(9))
    const first = store.refresh()
    await store.refresh()
    answer(page(1))
    await first
    expect(store.get().steps.map(({ first }) => first)).toEqual([9])
  })

  it('H4 is read anew after something was brought back, which is asked for by name', async () => {
    const { server, store } = started(async () => page(9))
    expect(await store.bringBack('3', 'segments/a/start')).toMatchObject({ amount: 2 })
    expect(server.asked[0]).toEqual(['show/x', '3', 'segments/a/start', ME])
    expect(store.get().situation).toBe('here')
  })
})
