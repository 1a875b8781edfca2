/** Which private columns are open here, and what becomes of them: real sessions over a server on a stage (A23, U4). */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { ApiError } from '../../../api'
import type { CompanionEntry } from '../../../api/companions'
import { noteOf } from '../../../model/notes'
import { Cell } from '../../../sync/readable'
import { openNotes } from '../../../sync/session'
import { memoryStorage } from '../../../sync/storage'
import { StageServer } from '../../../sync/testing/stageServer'
import { type Companion, Companions } from './companions'
import { writeNote } from './notes'

const SHOW = 'show/11111111-1111-4111-8111-111111111111'
const entry = (digit: number, title: string): CompanionEntry => ({
  name: `notes/${digit}1111111-1111-4111-8111-111111111111`,
  title,
  deleted_at: null,
  edits: ['stage_manager'],
  reads: [],
  rights: ['read', 'edit'],
})
const OURS = entry(1, 'Stage management')
const MONEY = entry(2, 'Budget')

let server: StageServer
const opened: Companions[] = []

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
  server = await StageServer.listen()
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
  await server.away()
})

/** A browser: what the server lists for it can be said, and it can be left and come back to. */
const browser = () => {
  const small = memoryStorage()
  const who = new Cell<string | null>('account:sam')
  const told: { list: readonly CompanionEntry[] | Error } = { list: [OURS, MONEY] }
  const visit = (): Companions => {
    const companions = new Companions(SHOW, {
      who,
      small,
      list: async () => {
        if (told.list instanceof Error) throw told.list
        return told.list
      },
      open: (name) => openNotes(name, { url: server.url, socket: WebSocket as never }),
    })
    opened.push(companions)
    return companions
  }
  return { who, told, visit }
}

const until = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 10_000, interval: 5 })
const titles = (companions: Companions): string[] => companions.get().map(({ title }) => title)
const first = (companions: Companions): Companion => {
  const [one] = companions.get()
  if (one === undefined) throw new Error('nothing is open')
  return one
}
const isSaved = ({ session }: Companion) => until(() => expect(session.status.get().kind).toBe('saved-server'))
const copies = async (): Promise<string[]> => (await indexedDB.databases()).map(({ name }) => name ?? '').filter((name) => name.includes('notes/')).sort()
const unreachable = () => new ApiError('The server cannot be reached.', 'unreachable', 0)

test('U4 what was open before opens without the server, with what was written meanwhile', async () => {
  const { told, visit } = browser()
  const before = visit()
  await until(() => expect(titles(before)).toEqual(['Stage management', 'Budget']))
  await isSaved(first(before))
  await server.away()
  told.list = unreachable()
  writeNote(first(before), 'doors', 'Late')
  await until(() => expect(first(before).session.status.get().kind).toBe('offline'))
  await before.close()

  const after = visit()
  expect(titles(after)).toEqual(['Stage management', 'Budget'])
  await until(() => expect(noteOf(first(after).session.store.get(), 'doors')).toBe('Late'))
  expect(first(after).session.status.get().pending).toBe(1)
  await server.back()
  await isSaved(first(after))
  expect(server.documents.get(OURS.name)?.getMap('notes').size).toBe(1)
})

test('what the server lists no more goes, with its copy on the device, and that is told', async () => {
  const { told, visit } = browser()
  const companions = visit()
  await until(() => expect(titles(companions)).toHaveLength(2))
  await Promise.all(companions.get().map(isSaved))
  expect(await copies()).toHaveLength(2)
  server.hold()
  writeNote(first(companions), 'doors', 'Late')
  await until(() => expect(first(companions).session.status.get().pending).toBe(1))
  told.list = [MONEY]
  server.deny(OURS.name, 'There is no such document here, or it is not shared with you.')
  await until(() => expect(titles(companions)).toEqual(['Budget']))
  expect(companions.lost.get()).toMatchObject([{ title: 'Stage management', unsaved: 1 }])
  await until(async () => expect(await copies()).toEqual([`callboard:${MONEY.name}`]))
  companions.dismiss()
  expect(companions.lost.get()).toEqual([])

  told.list = new ApiError('There is no document.', 'not_found', 404)
  await companions.refresh()
  expect(titles(companions)).toEqual([])
  await until(async () => expect(await copies()).toEqual([]))
})

test('nothing is deleted as long as the server cannot say, and nothing is shown to whom it does not know', async () => {
  const { who, told, visit } = browser()
  const companions = visit()
  await until(() => expect(titles(companions)).toHaveLength(2))
  await Promise.all(companions.get().map(isSaved))
  told.list = unreachable()
  await companions.refresh()
  expect(titles(companions)).toHaveLength(2)
  for (const code of ['not_signed_in', 'deleted']) {
    told.list = new ApiError('Not now.', code, 401)
    await companions.refresh()
    expect(titles(companions)).toEqual([])
    told.list = [OURS, MONEY]
    await companions.refresh()
    expect(titles(companions)).toHaveLength(2)
  }
  told.list = []
  who.set('account:crew')
  await until(() => expect(titles(companions)).toEqual([]))
  await companions.refresh()
  expect(companions.lost.get()).toEqual([])
  expect(await copies()).toHaveLength(2)
  told.list = unreachable()
  who.set('account:sam')
  expect(titles(companions)).toHaveLength(2)
})

test('whoever deleted a column may bring it back, and is not told that it was taken away', async () => {
  const { told, visit } = browser()
  const companions = visit()
  await until(() => expect(titles(companions)).toHaveLength(2))
  // What no server has yet would be told of, also to whoever deleted it.
  await Promise.all(companions.get().map(isSaved))
  told.list = [{ ...OURS, deleted_at: 1 }, MONEY]
  await companions.refresh()
  expect(titles(companions)).toEqual(['Budget'])
  expect(companions.removed.get().map(({ title }) => title)).toEqual(['Stage management'])
  expect(companions.lost.get()).toEqual([])
})

test('a reader gives up what the server did not take, and sees what it has', async () => {
  const { visit } = browser()
  const companions = visit()
  await until(() => expect(titles(companions)).toHaveLength(2))
  await isSaved(first(companions))
  await server.away()
  writeNote(first(companions), 'doors', 'Late')
  server.rule(OURS.name, 'read')
  await server.back()
  await until(() => expect(first(companions).session.status.get().kind).toBe('refused'))
  await companions.giveUp(first(companions))
  await isSaved(first(companions))
  expect(noteOf(first(companions).session.store.get(), 'doors')).toBe('')
})
