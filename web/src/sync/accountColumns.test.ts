import { expect, test } from 'vitest'
import { AccountColumns, type PreferenceServer } from './accountColumns'
import { columnsOf, isUnsent, recordKept, showColumns, takeRecord } from './preferences'
import { storage } from './storage'

/** The account's record, in a server that can be away and that answers when it is told to. */
class Account implements PreferenceServer {
  record: Record<string, unknown> | null = null
  isAway = false
  #held: (() => void) | null = null
  #isHolding = false

  hold(): void {
    this.#isHolding = true
  }

  release(): void {
    this.#isHolding = false
    this.#held?.()
  }

  async read(): Promise<Record<string, unknown> | null> {
    const { record } = this
    await this.#answer()
    return record
  }

  async write(record: unknown): Promise<void> {
    await this.#answer()
    this.record = record as Record<string, unknown>
  }

  async #answer(): Promise<void> {
    if (this.isAway) throw new Error('away')
    if (this.#isHolding) await new Promise<void>((resolve) => (this.#held = resolve))
  }
}

test('A13 S000-49 a choice is sent, and another device takes it', async () => {
  const account = new Account()
  showColumns('show/1', ['order', 'name'])
  await new AccountColumns('show/1', account).exchange()
  expect(account.record).toEqual({ visible_columns: ['order', 'name'] })
  expect(isUnsent('show/1')).toBe(false)
  account.record = { visible_columns: ['name', 'notes'] }
  await new AccountColumns('show/1', account).exchange()
  expect(columnsOf('show/1').get()).toEqual(['name', 'notes'])
  expect(isUnsent('show/1')).toBe(false)
})

test('A13 a choice made without the server waits on the device, and is sent later', async () => {
  const account = new Account()
  account.record = { visible_columns: ['order'] }
  account.isAway = true
  const columns = new AccountColumns('show/2', account)
  showColumns('show/2', ['name', 'status'])
  await columns.exchange()
  expect(columnsOf('show/2').get()).toEqual(['name', 'status'])
  expect(isUnsent('show/2')).toBe(true)
  account.isAway = false
  await columns.exchange()
  expect(account.record).toEqual({ visible_columns: ['name', 'status'] })
  expect(isUnsent('show/2')).toBe(false)
})

test('A13 an answer under way never overwrites a choice made meanwhile', async () => {
  const account = new Account()
  account.record = { visible_columns: ['order'] }
  const columns = new AccountColumns('show/3', account)
  const stop = columns.follow()
  account.hold()
  const exchange = columns.exchange()
  showColumns('show/3', ['name'])
  account.release()
  await exchange
  stop()
  expect(columnsOf('show/3').get()).toEqual(['name'])
  expect(account.record).toEqual({ visible_columns: ['name'] })
})

test('A13 of two choices in a row the second is sent, whatever the first is doing', async () => {
  const account = new Account()
  const columns = new AccountColumns('show/4', account)
  const stop = columns.follow()
  account.hold()
  showColumns('show/4', ['order'])
  showColumns('show/4', ['order', 'notes'])
  account.release()
  await columns.exchange()
  await expect.poll(() => account.record).toEqual({ visible_columns: ['order', 'notes'] })
  await expect.poll(() => isUnsent('show/4')).toBe(false)
  stop()
})

test('A13 without an account’s own choice the device keeps its columns', async () => {
  storage().setItem('callboard:columns:show/5', '{"visible_columns":["name"]}')
  await new AccountColumns('show/5', new Account()).exchange()
  expect(columnsOf('show/5').get()).toEqual(['name'])
})

test('S000-44 what a newer version keeps with the account is not lost by an older one', async () => {
  takeRecord('show/6', { visible_columns: ['name', 'risk'], density: 'tight' })
  showColumns('show/6', ['order', 'name'])
  expect(recordKept('show/6')).toEqual({ visible_columns: ['order', 'name', 'risk'], density: 'tight' })
})
