import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { DeviceCopy } from './device'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('IDBKeyRange', IDBKeyRange)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const opened = async (doc = new Y.Doc()): Promise<{ doc: Y.Doc; device: DeviceCopy; marks: number[]; made: { count: number } }> => {
  const made = { count: 0 }
  const marks: number[] = []
  doc.on('update', () => void (made.count += 1))
  const device = new DeviceCopy('show/1', doc, { mark: () => made.count, onStored: (mark) => void marks.push(mark) })
  await device.opened
  return { doc, device, marks, made }
}
const saved = (device: DeviceCopy): Promise<void> => vi.waitFor(() => expect(device.state.get()).toBe('saved'))

test('U4 what was stored is there for the next visit', async () => {
  const first = await opened()
  expect(first.device.hadContents).toBe(false)
  first.doc.getText('t').insert(0, 'kept')
  expect(first.device.state.get()).toBe('writing')
  await saved(first.device)
  expect(first.marks.at(-1)).toBe(1)
  await first.device.close()
  const second = await opened()
  expect(second.device.hadContents).toBe(true)
  expect(second.doc.getText('t').toString()).toBe('kept')
})

test('U3 an edit is not called stored before a transaction after it has completed', async () => {
  const { doc, device, marks } = await opened()
  await saved(device)
  for (let edit = 0; edit < 20; edit += 1) doc.getText('t').insert(0, 'x')
  expect(device.state.get()).toBe('writing')
  expect(marks.at(-1)).toBe(0)
  await saved(device)
  expect(marks.at(-1)).toBe(20)
})

test('an edit made before the copy was open is stored too', async () => {
  const doc = new Y.Doc()
  const opening = opened(doc)
  doc.getText('t').insert(0, 'early')
  const { device } = await opening
  await saved(device)
  await device.close()
  expect((await opened()).doc.getText('t').toString()).toBe('early')
})

test('U3 a disk that is full is noticed, and everything is written once there is room again', async () => {
  const { doc, device, marks, made } = await opened()
  await saved(device)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const put = IDBObjectStore.prototype.put
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...parts: Parameters<typeof put>) {
    const request = put.apply(this, parts)
    this.transaction.abort()
    return request
  })
  doc.getText('t').insert(0, 'lost?')
  await vi.waitFor(() => expect(device.state.get()).toBe('unavailable'))
  expect(marks.at(-1)).toBeLessThan(made.count)
  full.mockRestore()
  vi.advanceTimersByTime(3_000)
  vi.useRealTimers()
  await saved(device)
  expect(marks.at(-1)).toBe(made.count)
  await device.close()
  expect((await opened()).doc.getText('t').toString()).toBe('lost?')
})

test('U3 a write of the edit itself that fails is noticed', async () => {
  const { doc, device } = await opened()
  await saved(device)
  let failing = true
  const add = IDBObjectStore.prototype.add
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (this: IDBObjectStore, ...parts: Parameters<typeof add>) {
    const request = add.apply(this, parts)
    if (failing) this.transaction.abort()
    failing = false
    return request
  })
  const unheard = vi.fn()
  process.once('unhandledRejection', unheard) // y-indexeddb leaves the failure of its own write to nobody
  doc.getText('t').insert(0, 'x')
  await vi.waitFor(() => expect(device.state.get()).toBe('unavailable'))
  process.off('unhandledRejection', unheard)
})

test('a browser without storage, or one that does not open it, is said to store nothing', async () => {
  vi.stubGlobal('indexedDB', undefined)
  expect((await opened()).device.state.get()).toBe('unavailable')
  const refusing = new IDBFactory()
  vi.spyOn(refusing, 'open').mockImplementation(() => {
    throw new DOMException('not here', 'SecurityError')
  })
  vi.stubGlobal('indexedDB', refusing)
  const { doc, device } = await opened()
  doc.getText('t').insert(0, 'x')
  expect(device.state.get()).toBe('unavailable')
  await device.close()
})

test('what another window of this browser stored can be taken in', async () => {
  const [one, two] = [await opened(), await opened()]
  one.doc.getText('t').insert(0, 'from the other window')
  await saved(one.device)
  await two.device.refresh()
  expect(two.doc.getText('t').toString()).toBe('from the other window')
})

test('when this site’s data is deleted under our hands, it says so and editing goes on', async () => {
  const { doc, device } = await opened()
  await saved(device)
  indexedDB.deleteDatabase('callboard:show/1')
  await vi.waitFor(() => expect(device.state.get()).toBe('unavailable'))
  expect(() => doc.getText('t').insert(0, 'x')).not.toThrow()
})
