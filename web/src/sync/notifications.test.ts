/** What a person wants to be told: on the device, and the same on all devices of an account (A25). */
import { beforeEach, expect, test } from 'vitest'
import { AccountNotifications, type NotificationServer } from './accountNotifications'
import { keepFor } from './keeper'
import {
  choicesFrom,
  chooseNotifications,
  NOTIFICATION_DEFAULTS,
  type NotificationChange,
  notifications,
  takeNotifications,
  unsent,
} from './notifications'
import { storage } from './storage'

/** The account's choices, at a server that can be away, and that waits before it answers when it is told to. */
class Account implements NotificationServer {
  choices = NOTIFICATION_DEFAULTS
  isAway = false
  readonly heard: NotificationChange[] = []
  before: () => Promise<void> = async () => {}

  async read(): Promise<unknown> {
    if (this.isAway) throw new Error('away')
    const told = this.choices
    await this.before()
    return told
  }

  async change(change: NotificationChange): Promise<unknown> {
    if (this.isAway) throw new Error('away')
    this.heard.push(change)
    this.choices = choicesFrom({ ...this.choices, ...change })
    return this.read()
  }
}

let sitting = 0
beforeEach(() => keepFor(`account:${(sitting += 1)}`))

test('A25 without a choice one is told of edits, conflicts, calls and times, without a sound', () => {
  expect(notifications.get()).toEqual({ edits: true, conflicts: true, departments: [], calls: true, sound: false, times: true })
})

test('A25 a choice is kept on the device, of whoever sits at it', () => {
  chooseNotifications({ departments: ['sound', 'lighting'], sound: true })
  expect(notifications.get()).toEqual({ ...NOTIFICATION_DEFAULTS, departments: ['lighting', 'sound'], sound: true })
  keepFor('guest')
  expect(notifications.get()).toEqual(NOTIFICATION_DEFAULTS)
  keepFor(`account:${sitting}`)
  expect(notifications.get().sound).toBe(true)
})

test('A25 what is stored and makes no sense is as if it were not there', () => {
  storage().setItem(`callboard@account:${sitting}:notifications`, '{"edits":"no","departments":["sound",7,"catering"],"times":false}')
  keepFor('guest')
  keepFor(`account:${sitting}`)
  expect(notifications.get()).toEqual({ ...NOTIFICATION_DEFAULTS, departments: ['sound'], times: false })
  expect(choicesFrom('[')).toEqual(NOTIFICATION_DEFAULTS)
})

test('A25 only what was chosen travels, and what another device has chosen comes back with it', async () => {
  const server = new Account()
  const account = new AccountNotifications(server)
  const stop = account.follow()
  server.choices = { ...NOTIFICATION_DEFAULTS, edits: false }
  chooseNotifications({ sound: true })
  await account.exchange()
  stop()
  expect(server.heard).toEqual([{ sound: true }])
  expect(notifications.get()).toEqual({ ...NOTIFICATION_DEFAULTS, edits: false, sound: true })
  expect(unsent.get()).toEqual({})
})

test('A25 a choice made without the server waits on the device, and wins over what is read meanwhile', async () => {
  const server = new Account()
  const account = new AccountNotifications(server)
  server.isAway = true
  chooseNotifications({ conflicts: false })
  await account.exchange()
  expect(unsent.get()).toEqual({ conflicts: false })
  takeNotifications(NOTIFICATION_DEFAULTS)
  expect(notifications.get().conflicts).toBe(false)
  server.isAway = false
  await account.exchange()
  expect(server.choices.conflicts).toBe(false)
})

test('A25 a choice taken back while it is on its way is not overwritten by the answer', async () => {
  const server = new Account()
  const account = new AccountNotifications(server)
  const stop = account.follow()
  server.before = async () => {
    server.before = async () => {}
    chooseNotifications({ times: true })
  }
  chooseNotifications({ times: false })
  await account.exchange()
  await expect.poll(() => server.heard).toEqual([{ times: false }, { times: true }])
  await expect.poll(() => unsent.get()).toEqual({})
  expect(notifications.get().times).toBe(true)
  stop()
})

test('A25 an answer for somebody who has left is not the next one’s', async () => {
  const server = new Account()
  server.choices = { ...NOTIFICATION_DEFAULTS, sound: true }
  server.before = async () => keepFor('guest')
  await new AccountNotifications(server).exchange()
  expect(notifications.get().sound).toBe(false)
})
