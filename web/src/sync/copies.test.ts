import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { SHOW } from '../model/schema.gen'
import { giveUp, keptCopies, readCopy, takeOver } from './copies'
import { DeviceCopy } from './device'
import { belongings, EVERYBODY, GUEST, keepFor, leaveTo } from './keeper'
import { Unsaved, unsavedChanges } from './unsaved'

const [ANA, BEN] = ['account:ana', 'account:ben']

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
})
afterEach(async () => {
  for (const who of [ANA, BEN, GUEST, EVERYBODY]) await giveUp(who)
  keepFor(EVERYBODY)
  vi.unstubAllGlobals()
})

/** Somebody writes a line into a document here, and no server hears of it. */
const writes = async (who: string, name: string, line: string): Promise<void> => {
  keepFor(who)
  const doc = new Y.Doc()
  const copy = new DeviceCopy(name, doc)
  await copy.opened
  doc.getMap('meta').set('title', line)
  await vi.waitFor(() => expect(copy.state.get()).toBe('saved'))
  new Unsaved(name, `of ${line}`).note({ made: 1, stored: 1, saved: 0 })
  await copy.close()
}

const titleIn = async (who: string, name: string): Promise<unknown> =>
  ((await readCopy<{ meta: { title: string } }>(who, name, SHOW))?.meta.title)

test('U13 whoever comes after somebody finds none of their copies, and theirs are there when they are back', async () => {
  await writes(ANA, 'show/1', 'Gala')
  await writes(BEN, 'show/2', 'Matinee')
  expect([await keptCopies(ANA), await keptCopies(BEN), await keptCopies(EVERYBODY)]).toEqual([['show/1'], ['show/2'], []])
  expect(await titleIn(BEN, 'show/1')).toBeUndefined()
  expect(await titleIn(ANA, 'show/1')).toBe('Gala')
})

test('U13 giving up leaves nothing of oneself, and everything of the others', async () => {
  await writes(ANA, 'show/1', 'Gala')
  await writes(BEN, 'show/1', 'Ben’s')
  expect(await giveUp(ANA)).toBe(true)
  expect([await keptCopies(ANA), belongings(ANA).length]).toEqual([[], 0])
  expect(await titleIn(BEN, 'show/1')).toBe('Ben’s')
  expect(belongings(BEN).length).toBeGreaterThan(0)
})

test('U13 where a browser does not tell its databases, copies are known by what is kept beside them', async () => {
  await writes(ANA, 'show/1', 'Gala')
  vi.spyOn(indexedDB, 'databases').mockRejectedValue(new Error('not here'))
  expect(await keptCopies(ANA)).toEqual(['show/1'])
})

test('U13 what a guest has not saved goes with them to the account they sign in with', async () => {
  await writes(GUEST, 'show/1', 'Written as a guest')
  keepFor(ANA)
  leaveTo(ANA)
  await takeOver()
  expect(await titleIn(ANA, 'show/1')).toBe('Written as a guest')
  expect(unsavedChanges().get('show/1')).toBe(1)
  expect([await keptCopies(GUEST), belongings(GUEST).length]).toEqual([[], 0])
})
