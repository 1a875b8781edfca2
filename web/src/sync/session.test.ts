/** A browser window is a session here; the server is one that can be held in any moment (testing/stageServer.ts). */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { editContext } from '../model/edit'
import { newId } from '../model/ids'
import type { Show } from '../model/schema'
import { liveSegments } from '../model/show'
import { END, insertSegments, setField, textOf } from '../model/showEdits'
import { openShow, type Session, syncUrl } from './session'
import type { StatusKind } from './status'
import { StageServer } from './testing/stageServer'

/** What windows of one browser share: small storage, and the events that tell the others of it. */
const browser = await vi.hoisted(async () => {
  const { default: events } = await import('node:events')
  const items = new Map<string, string>()
  const page = new EventTarget()
  events.setMaxListeners(0, page) // a server’s wire lingers a moment after its test
  const changed = (key: string, newValue: string | null): void => {
    queueMicrotask(() => page.dispatchEvent(Object.assign(new Event('storage'), { key, newValue })))
  }
  const localStorage = {
    get length() {
      return items.size
    },
    key: (index: number) => [...items.keys()][index] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void (items.set(key, value), changed(key, value)),
    removeItem: (key: string) => void (items.delete(key) && changed(key, null)),
  }
  vi.stubGlobal('window', page)
  vi.stubGlobal('localStorage', localStorage)
  return { page, items }
})

vi.setConfig({ testTimeout: 30_000 })

const NAME = 'show/11111111-1111-4111-8111-111111111111'
const sessions: Session<Show>[] = []
let server: StageServer

beforeEach(async () => {
  browser.items.clear()
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
  server = await StageServer.listen()
})
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()))
  await server.away()
})

const open = (name = NAME): Session<Show> => {
  const session = openShow(name, { url: server.url, socket: WebSocket as never })
  sessions.push(session)
  return session
}
const leave = async (session: Session<Show>): Promise<void> => {
  sessions.splice(sessions.indexOf(session), 1)
  await session.close()
}
const add = (session: Session<Show>, ...names: string[]): void => {
  for (const name of names) insertSegments(session.doc, END, [{ name }], editContext('ana'))
}
const names = (session: Session<Show>): string[] => liveSegments(session.store.get()).map((segment) => segment.name)
const onServer = (name = NAME): number => server.documents.get(name)?.getMap('segments').size ?? 0
const badge = (session: Session<Show>): [StatusKind, number] => [session.status.get().kind, session.status.get().pending]
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000, interval: 5 })
const shows = (session: Session<Show>, kind: StatusKind, pending = 0): Promise<void> =>
  until(() => expect(badge(session)).toEqual([kind, pending]))

/** The wire keeps its order: who has seen this edit has heard everything the server said before. */
const heardAll = async (session: Session<Show>): Promise<void> => {
  const sign = newId()
  server.edit(NAME, (doc) => doc.getMap('signs').set(sign, 1))
  await until(() => expect(session.doc.getMap('signs').has(sign)).toBe(true))
}

describe('U3 the badge', () => {
  test('says saved only after the server has answered for everything', async () => {
    const session = open()
    await shows(session, 'saved-server')
    server.hold()
    add(session, 'A', 'B')
    await shows(session, 'saving', 2)
    await until(() => expect(onServer()).toBe(2)) // the server has both, and has not said that they are stored
    await heardAll(session)
    expect(badge(session)).toEqual(['saving', 2])
    server.release(1)
    await shows(session, 'saving', 1)
    server.release()
    await shows(session, 'saved-server')
  })

  test('is not fooled by the first answer after edits made offline', async () => {
    const session = open()
    await shows(session, 'saved-server')
    await server.away()
    add(session, 'A', 'B', 'C')
    await shows(session, 'offline', 3)
    server.hold()
    await server.back()
    await until(() => expect(badge(session)[0]).toBe('saving'))
    add(session, 'D', 'E')
    await until(() => expect(onServer()).toBe(5))
    while (server.held > 1) {
      server.release(1)
      await heardAll(session)
      expect(badge(session)[0]).toBe('saving')
    }
    server.release()
    await shows(session, 'saved-server')
  })

  test('a connection that breaks before the answer leaves the edit unsaved', async () => {
    const session = open()
    await shows(session, 'saved-server')
    server.hold()
    add(session, 'A')
    await until(() => expect(server.held).toBe(1))
    server.cut()
    await until(() => expect(badge(session)[1]).toBe(1))
    await until(() => expect(server.connections).toBe(2))
    expect(badge(session)[1]).toBe(1)
    await until(() => expect(server.held).toBe(2))
    server.release()
    await shows(session, 'saved-server')
    expect(onServer()).toBe(1)
  })

  test('U4 edits made offline survive a reload, and so does their number', async () => {
    await server.away()
    const before = open()
    await until(() => expect(before.status.get().kind).not.toBe('offline-writing'))
    add(before, 'A', 'B', 'C')
    await shows(before, 'offline', 3)
    await leave(before)
    const after = open()
    await until(() => expect(names(after)).toEqual(['A', 'B', 'C']))
    expect(after.ready.get()).toBe(true)
    await shows(after, 'offline', 3)
    add(after, 'D')
    await shows(after, 'offline', 4)
    await server.back()
    await shows(after, 'saved-server')
    expect(onServer()).toBe(4)
    expect([...browser.items.keys()].filter((key) => /unsaved|brought/.test(key))).toEqual([])
  })

  test('two windows of one browser count together, and one brings what both have', async () => {
    await server.away()
    const [one, two] = [open(), open()]
    await until(() => expect(one.status.get().kind).toBe('absent'))
    add(one, 'from one')
    add(two, 'from two', 'from two again')
    await shows(one, 'offline', 3)
    await shows(two, 'offline', 3)
    await until(() => expect(names(one).sort()).toEqual(['from one', 'from two', 'from two again']))
    await leave(two)
    await shows(one, 'offline', 3)
    await server.back()
    await shows(one, 'saved-server')
    expect(onServer()).toBe(3)
  })

  test('a browser that stores nothing says so when there is no server either', async () => {
    vi.stubGlobal('indexedDB', undefined)
    const session = open()
    await shows(session, 'saved-server')
    await server.away()
    add(session, 'A')
    await shows(session, 'not-saved', 1)
    await server.back()
    await shows(session, 'saved-server')
  })

  test('what an earlier visit left is not called saved by a visit that cannot open the copy', async () => {
    await server.away()
    const before = open()
    add(before, 'A', 'B')
    await shows(before, 'offline', 2)
    await leave(before)
    const copies = indexedDB
    vi.stubGlobal('indexedDB', undefined)
    const blind = open()
    await server.back()
    await shows(blind, 'saving', 2)
    await heardAll(blind)
    await shows(blind, 'saving', 2)
    await leave(blind)
    vi.stubGlobal('indexedDB', copies)
    const seeing = open()
    await shows(seeing, 'saved-server')
    expect(onServer()).toBe(2)
  })

  test('without permission to write, a change is refused and kept', async () => {
    server.rule(NAME, 'read')
    const session = open()
    await shows(session, 'saved-server')
    add(session, 'mine')
    await shows(session, 'refused', 1)
    expect(session.status.get().sentence).toContain('You may read this document, but not change it.')
    expect(names(session)).toEqual(['mine'])
    server.rule(NAME, 'write')
    session.retry()
    await shows(session, 'saved-server')
    expect(onServer()).toBe(1)
  })

  test('U11 a reader knows it, without the server too, and hears when they may edit', async () => {
    server.edit(NAME, (doc) => doc.getMap('meta').set('title', 'Gala'))
    server.rule(NAME, 'read')
    const session = open()
    expect(session.mayEdit.get()).toBe(true)
    await shows(session, 'saved-server')
    expect(session.mayEdit.get()).toBe(false)
    await leave(session)
    await server.away()
    const offline = open()
    await until(() => expect(offline.status.get().kind).toBe('offline'))
    expect(offline.mayEdit.get()).toBe(false)
    server.rule(NAME, 'write')
    await server.back()
    await shows(offline, 'saved-server')
    expect(offline.mayEdit.get()).toBe(true)
  })

  test('U11 the end of one document is told once, and the others on its socket go on', async () => {
    const other = 'show/22222222-2222-4222-8222-222222222222'
    const [session, beside] = [open(), open(other)]
    await shows(session, 'saved-server')
    await shows(beside, 'saved-server')
    server.deny(NAME, 'Sign in to see this document.')
    await shows(session, 'denied')
    expect(session.status.get().sentence).toContain('Sign in to see this document.')
    add(session, 'kept here')
    add(beside, 'goes on')
    await shows(beside, 'saved-server')
    expect([onServer(), onServer(other), server.connections]).toEqual([0, 1, 1])
    expect(badge(session)).toEqual(['denied', 1])
  })

  test('a server that denies the document gives its reason, and the copy stays', async () => {
    const before = open()
    add(before, 'A')
    await shows(before, 'saved-server')
    await leave(before)
    server.rule(NAME, { deny: 'This document was deleted.' })
    const session = open()
    await shows(session, 'denied')
    expect(session.status.get().sentence).toContain('This document was deleted.')
    expect(names(session)).toEqual(['A'])
    add(session, 'B')
    await shows(session, 'denied', 1)
    server.rule(NAME, 'write')
    server.cut() // it is restored, and the server comes back
    await shows(session, 'saved-server')
    expect(onServer()).toBe(2)
  })

  test('a document that the server ends while it is open', async () => {
    const session = open()
    await shows(session, 'saved-server')
    server.end(NAME, 'It was moved to the archive.')
    await shows(session, 'closed')
    add(session, 'A')
    await shows(session, 'closed', 1)
    session.retry()
    await shows(session, 'saved-server')
  })

  test('L1 a change for which there is no room is refused with the reason, and taken when there is', async () => {
    const session = open()
    await shows(session, 'saved-server')
    server.tell(NAME, 'refused', 'This document is full.')
    server.rule(NAME, 'read')
    add(session, 'one too many')
    await shows(session, 'refused', 1)
    expect(session.status.get().sentence).toContain('This document is full.')
    server.edit(NAME, (doc) => doc.getMap('meta').set('title', 'Others go on'))
    await until(() => expect(session.store.get().meta.title).toBe('Others go on'))
    server.rule(NAME, 'write')
    server.ask(NAME)
    await shows(session, 'saved-server')
    expect(onServer()).toBe(1)
    add(session, 'and on it goes')
    await shows(session, 'saved-server')
    expect(server.connections).toBe(1)
  })

  test('L2 what the server has to tell of a document is there until the next connection', async () => {
    const session = open()
    await shows(session, 'saved-server')
    server.tell(NAME, 'warning', 'This document is nearly full.')
    await until(() => expect(session.warning.get()).toBe('This document is nearly full.'))
    expect(badge(session)).toEqual(['saved-server', 0])
    server.cut()
    await until(() => expect(session.warning.get()).toBe(''))
  })

  test('a change that the server cannot take ends this document, and the others go on', async () => {
    const other = open('show/other')
    const session = open()
    await shows(session, 'saved-server')
    await shows(other, 'saved-server')
    server.fault = 1009
    add(session, 'far too large')
    await shows(session, 'refused', 1)
    expect(session.status.get().sentence).toContain('A message was too large.')
    server.fault = null
    add(other, 'fine')
    await shows(other, 'saved-server')
    expect(badge(session)).toEqual(['refused', 1])
    session.retry()
    await shows(session, 'saved-server')
  })
})

describe('open documents', () => {
  test('S003-47 share one socket', async () => {
    const [one, two, three] = [open('show/a'), open('show/b'), open('show/c')]
    for (const session of [one, two, three]) await shows(session, 'saved-server')
    add(two, 'only here')
    await shows(two, 'saved-server')
    expect([server.connections, onServer('show/a'), onServer('show/b')]).toEqual([1, 0, 1])
  })

  test('S003-46 a live edit travels as an edit, and everything only once', async () => {
    const session = open()
    await shows(session, 'saved-server')
    add(session, 'A', 'B')
    await shows(session, 'saved-server')
    expect(server.edits).toEqual([`${NAME}: everything`, `${NAME}: edit`, `${NAME}: edit`])
  })

  test('U10 what the server hints at is heard in the document it is about, other words are not', async () => {
    const [one, two] = [open('show/a'), open('show/b')]
    const heard: string[] = []
    one.hints.on('conflicts', () => heard.push('a'))
    two.hints.on('conflicts', () => heard.push('b'))
    for (const session of [one, two]) await shows(session, 'saved-server')
    server.say('show/b', 'good evening')
    server.say('show/b', '{"callboard":"conflicts"}')
    server.say('show/a', '{"callboard":"conflicts"}')
    await until(() => expect(heard).toEqual(['b', 'a']))
  })

  test('are ready when the server has answered, or when this browser had a copy', async () => {
    await server.away()
    const empty = open()
    await shows(empty, 'absent')
    expect(empty.ready.get()).toBe(false)
    await server.back()
    await until(() => expect(empty.ready.get()).toBe(true))
  })

  test('two windows see each other’s edits as they are made', async () => {
    const [one, two] = [open(), open()]
    await shows(one, 'saved-server')
    await shows(two, 'saved-server')
    add(one, 'from one')
    await until(() => expect(names(two)).toEqual(['from one']))
    add(two, 'from two')
    await until(() => expect(names(one)).toEqual(['from one', 'from two']))
    await shows(one, 'saved-server')
    await shows(two, 'saved-server')
  })

  test('closed and opened again at once, nothing of the old talk disturbs the new one', async () => {
    const first = open()
    await shows(first, 'saved-server')
    add(first, 'A')
    await leave(first)
    const second = open()
    await shows(second, 'saved-server')
    server.hold()
    add(second, 'B')
    await until(() => expect(server.held).toBe(1))
    expect(badge(second)).toEqual(['saving', 1])
    server.release()
    await shows(second, 'saved-server')
    expect(server.connections).toBe(1)
  })

  test('U2 undo goes to the server like any other edit', async () => {
    const session = open()
    await shows(session, 'saved-server')
    add(session, 'A')
    const [id] = Object.keys(session.store.get().segments)
    setField(session.doc, 'segments', id!, 'duration', 60_000, editContext('ana'))
    session.undo.undo()
    await shows(session, 'saved-server')
    expect(session.store.get().segments[id!]!.duration).toBe(0)
    expect(textOf(session.doc, 'segments', id!, 'name').toString()).toBe('A')
  })
})

test('when the machine has no network it says so at once, and comes back at once', async () => {
  const session = open()
  await shows(session, 'saved-server')
  browser.page.dispatchEvent(new Event('offline'))
  expect(session.status.get().kind).not.toBe('saved-server')
  browser.page.dispatchEvent(new Event('online'))
  await shows(session, 'saved-server')
  expect(server.connections).toBe(2)
})

test.each([
  [{ protocol: 'http:', host: '192.168.1.20:3001' }, 'ws://192.168.1.20:3001/sync'],
  [{ protocol: 'https:', host: 'callboard.example' }, 'wss://callboard.example/sync'],
])('U5 the server is where the page came from: %j', (page, url) => {
  expect(syncUrl(page)).toBe(url)
})
