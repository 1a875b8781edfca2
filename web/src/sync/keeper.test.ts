import { afterEach, expect, test } from 'vitest'
import { Belongings, belongings, databaseName, documentIn, EVERYBODY, GUEST, heirHere, keepFor, keptOwn, leaveTo, NOBODY } from './keeper'
import { MayEdit } from './mayEdit'
import { columnsOf, DEFAULT_COLUMNS, showColumns } from './preferences'
import { memoryStorage } from './storage'
import { Unsaved, unsavedChanges } from './unsaved'

const [ANA, BEN] = ['account:ana', 'account:ben']

afterEach(() => keepFor(EVERYBODY))

test('U13 nobody reads what somebody else has kept, and on an open server all have the same', () => {
  const small = memoryStorage()
  const [ana, ben, all] = [ANA, BEN, EVERYBODY].map((who) => new Belongings(who, small))
  ana?.setItem('callboard:documents', 'Gala')
  all?.setItem('callboard:documents', 'Everybody’s')
  expect([ana, ben, all].map((one) => one?.getItem('callboard:documents'))).toEqual(['Gala', null, 'Everybody’s'])
  expect([ana, ben, all].map((one) => one?.length)).toEqual([1, 0, 1])
  expect(ana?.key(0)).toBe('callboard:documents')
  ana?.removeItem('callboard:documents')
  expect(small.length).toBe(1)
})

test('U13 columns, readers, unsaved changes and the list of shows change with whoever sits here', () => {
  keepFor(ANA)
  const list = keptOwn('callboard:documents', (stored): unknown => stored ?? 'nothing')
  list.set('Gala')
  showColumns('show/1', ['name'])
  new MayEdit('show/1').set(false)
  new Unsaved('show/1', 'a').note({ made: 2, stored: 2, saved: 0 })
  keepFor(BEN)
  expect([list.get(), columnsOf('show/1').get(), new MayEdit('show/1').get(), unsavedChanges().size]).toEqual(['nothing', DEFAULT_COLUMNS, true, 0])
  keepFor(ANA)
  expect([list.get(), columnsOf('show/1').get(), new MayEdit('show/1').get(), unsavedChanges().get('show/1')]).toEqual(['Gala', ['name'], false, 2])
})

test('U13 nobody keeps nothing', () => {
  keepFor(NOBODY)
  belongings().setItem('callboard:documents', 'Gala')
  expect(databaseName('show/1')).toBeNull()
  expect(new Belongings(NOBODY).length).toBe(0)
})

test('U13 a copy has a database for each keeper, and is known by it', () => {
  for (const who of [EVERYBODY, GUEST, ANA]) expect(documentIn(databaseName('show/1', who) ?? '', who)).toBe('show/1')
  expect(documentIn(databaseName('show/1', ANA) ?? '', BEN)).toBeNull()
  expect(documentIn(databaseName('show/1', ANA) ?? '', EVERYBODY)).toBeNull()
  expect(documentIn('callboard:probe', EVERYBODY)).toBeNull()
})

test('U13 an heir who has left meanwhile is none', () => {
  keepFor(ANA)
  leaveTo(ANA)
  expect(heirHere()).toBe(ANA)
  keepFor(GUEST)
  expect(heirHere()).toBeNull()
  keepFor(ANA)
  expect(heirHere()).toBeNull()
})
