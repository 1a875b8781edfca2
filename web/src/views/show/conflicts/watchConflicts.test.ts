// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { Conflict, Conflicts } from '../../../api/history'
import { Hints } from '../../../sync/hints'
import { Cell } from '../../../sync/readable'
import type { Status, StatusKind } from '../../../sync/status'
import { ConflictStore } from './conflictStore'
import { twoStarts } from './examples'
import { watchConflicts } from './watchConflicts'

const status = (kind: StatusKind): Status => ({ kind, pending: 0, sentence: '' })
const HINT = '{"callboard":"conflicts"}'
const SECOND = 1_000

/** A page with a show open, and a server that can be asked; time passes when the test says so. */
class Page {
  readonly doc = new Y.Doc()
  readonly status = new Cell<Status>(status('connecting'))
  readonly hints = new Hints()
  readonly arrivals: (readonly Conflict[])[] = []
  answer: readonly Conflict[] = []
  fails = false
  asked = 0
  #counted = 0
  readonly store: ConflictStore
  readonly stop: () => void

  constructor() {
    const listConflicts = async (): Promise<Conflicts> => {
      this.asked += 1
      if (this.fails) throw new Error('no answer')
      return { amount: this.answer.length, conflicts: this.answer }
    }
    const never = () => Promise.reject(new Error('nobody decides here'))
    const server = { listConflicts, decideConflict: never, readHistory: never, bringBack: never }
    this.store = new ConflictStore('show/x', server, () => ({ id: 'ana', name: 'Ana', colour: 'teal' }))
    const onArrival = (arrived: readonly Conflict[]): void => void this.arrivals.push(arrived)
    this.stop = watchConflicts(this, this.store, { onArrival, chance: () => 1 })
  }

  becomes(kind: StatusKind): void {
    this.status.set(status(kind))
  }

  others(): void {
    const other = new Y.Doc()
    other.getMap('segments').set('a', 1)
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(other))
  }

  mine(): void {
    this.doc.getMap('segments').set('mine', Math.PI)
  }

  /** How often the server was asked since this was asked last, after so much more time. */
  async asks(ms: number): Promise<number> {
    await vi.advanceTimersByTimeAsync(ms)
    const since = this.asked - this.#counted
    this.#counted = this.asked
    return since
  }
}

let page: Page
beforeEach(() => {
  vi.useFakeTimers()
  page = new Page()
})
afterEach(() => {
  page.stop()
  vi.useRealTimers()
})

const isVisible = (visible: boolean): void => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visible ? 'visible' : 'hidden')
  document.dispatchEvent(new Event('visibilitychange'))
}
afterEach(() => vi.restoreAllMocks())

const opened = async (): Promise<void> => {
  page.becomes('saved-server')
  expect(await page.asks(60 * SECOND)).toBe(1)
}

describe('when conflicts are asked for (U10)', () => {
  it('is when the show is open and saved, and not again while nothing happens', async () => {
    expect(await page.asks(60 * SECOND)).toBe(0)
    await opened()
    page.becomes('saving')
    page.mine()
    page.becomes('saved-server')
    expect(await page.asks(60 * SECOND)).toBe(0)
  })

  it('is when the server is back and has everything; never without it', async () => {
    await opened()
    page.becomes('offline')
    expect(page.store.get().isAway).toBe(true)
    page.mine()
    page.others()
    page.hints.take(HINT)
    expect(await page.asks(60 * SECOND)).toBe(0)
    page.becomes('saving')
    expect(await page.asks(60 * SECOND)).toBe(0)
    expect(page.store.get().isAway).toBe(false)
    page.becomes('saved-server')
    expect(await page.asks(0)).toBe(1)
  })

  it('is after others changed something, every 20 seconds at most', async () => {
    await opened()
    page.others()
    expect(await page.asks(6 * SECOND)).toBe(1)
    for (let edits = 0; edits < 10; edits += 1) page.others()
    page.doc.getMap('x').set('mine', 1)
    expect(await page.asks(13 * SECOND)).toBe(0)
    const again = new Y.Doc()
    again.getMap('segments').set('b', 1)
    Y.applyUpdate(page.doc, Y.encodeStateAsUpdate(again))
    expect(await page.asks(13 * SECOND)).toBe(1)
    expect(await page.asks(60 * SECOND)).toBe(0)
  })

  it('is soon when the server hints, however many hints there are', async () => {
    await opened()
    for (let hints = 0; hints < 5; hints += 1) page.hints.take(HINT)
    expect(await page.asks(2 * SECOND)).toBe(1)
    page.hints.take(HINT)
    expect(await page.asks(5 * SECOND)).toBe(1)
  })

  it('is after one’s own edit while there are some: it may have settled one', async () => {
    page.answer = [twoStarts()]
    await opened()
    page.mine()
    page.becomes('saving')
    expect(await page.asks(10 * SECOND)).toBe(0)
    page.becomes('saved-server')
    expect(await page.asks(4 * SECOND)).toBe(1)
  })

  it('is not while nobody sees the page, and is when it is seen again', async () => {
    await opened()
    isVisible(false)
    page.others()
    expect(await page.asks(300 * SECOND)).toBe(0)
    isVisible(true)
    expect(await page.asks(SECOND)).toBe(1)
  })

  it('is again when there was no answer', async () => {
    page.fails = true
    page.becomes('saved-server')
    expect(await page.asks(SECOND)).toBe(1)
    page.fails = false
    expect(await page.asks(60 * SECOND)).toBe(1)
  })

  it('tells of each that comes once', async () => {
    page.answer = [twoStarts('a')]
    await opened()
    page.answer = [twoStarts('b'), twoStarts('a')]
    page.hints.take(HINT)
    await page.asks(5 * SECOND)
    page.hints.take(HINT)
    await page.asks(5 * SECOND)
    expect(page.arrivals.map((arrived) => arrived.map(({ id }) => id))).toEqual([['a'], ['b']])
  })
})
