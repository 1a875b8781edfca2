import { describe, expect, it } from 'vitest'
import type { Share } from '../../api/sharing'
import { addressOf, daysOf, endOf, holdersOf, isThisMachine, lossOf, originsFor, roleName, shareOf, titleOf, usesOf } from './words'

const NOW = Date.UTC(2026, 4, 3, 12)
const HOUR = 3_600_000

const share = (more: Partial<Share> = {}): Share => ({
  document: 'show/1',
  id: '1',
  role: 'crew',
  label: '',
  created_at: NOW - HOUR,
  created_by: 'Ana',
  expires_at: null,
  revoked_at: null,
  has_passphrase: false,
  documents: [],
  uses: 0,
  last_used_at: null,
  opens: true,
  holders: [],
  ...more,
})

it.each([
  ['stage_manager', 'Stage manager'],
  ['crew', 'Crew'],
])('a role is said as one says it: %s', (role, said) => expect(roleName(role)).toBe(said))

it('U12 a link is called by its label, else by its role', () => {
  expect(titleOf(share())).toBe('Link for crew')
  expect(titleOf(share({ label: 'Fly floor' }))).toBe('Fly floor')
})

it.each([
  ['day', '', 1],
  ['week', '', 7],
  ['never', '', null],
  ['days', ' 14 ', 14],
  ['days', '0', undefined],
  ['days', '3651', undefined],
  ['days', '1.5', undefined],
  ['days', 'a few', undefined],
] as const)('a link that ends after %s %j lasts %j days', (end, typed, days) => expect(daysOf(end, typed)).toBe(days))

it('only what was said goes to the server', () => {
  expect(shareOf({ role: 'crew', label: ' Fly floor ', days: null, passphrase: '', documents: [] })).toEqual({ role: 'crew', label: 'Fly floor' })
  expect(shareOf({ role: 'viewer', label: '', days: 7, passphrase: 'a long one here', documents: ['show/1'] })).toEqual({
    role: 'viewer',
    label: '',
    days: 7,
    passphrase: 'a long one here',
    documents: ['show/1'],
  })
})

describe('U12 what revoking does is said before it is done', () => {
  it.each([
    [[], 'Nobody has opened it. From now on it opens nothing.'],
    [['Cem'], 'Cem loses access at once, and the link opens nothing any more.'],
    [['Cem', 'Dana'], 'Cem and Dana lose access at once, and the link opens nothing any more.'],
    [['Cem', 'Dana', '', 'Eli'], 'Cem and 3 others lose access at once, and the link opens nothing any more.'],
    [['', 'Cem'], 'Cem and 1 other lose access at once, and the link opens nothing any more.'],
    [[''], 'One person without a name loses access at once, and the link opens nothing any more.'],
    [['', ''], '2 people without a name lose access at once, and the link opens nothing any more.'],
  ])('%j', (holders, said) => expect(lossOf({ holders })).toBe(said))

  it('nobody is named where nobody holds it', () => expect(holdersOf({ holders: [] })).toBe(''))
})

it('when a link ends, or why it is over', () => {
  expect(endOf(share(), NOW)).toBe('never ends')
  expect(endOf(share({ expires_at: NOW + 24 * HOUR }), NOW)).toMatch(/^ends Monday/)
  expect(endOf(share({ expires_at: NOW - HOUR }), NOW)).toMatch(/^ended today/)
  expect(endOf(share({ expires_at: NOW - HOUR, revoked_at: NOW - 60_000 }), NOW)).toBe('revoked 1 min ago')
})

it('how many came', () => {
  expect(usesOf(share(), NOW)).toBe('nobody came with it yet')
  expect(usesOf(share({ uses: 1, last_used_at: NOW }), NOW)).toBe('one came with it, the last just now')
  expect(usesOf(share({ uses: 4, last_used_at: NOW - 5 * 60_000 }), NOW)).toBe('4 came with it, the last 5 min ago')
})

it('the secret stands after the #, where it never travels', () => {
  expect(new URL(addressOf('http://stage.local:8765', 'cbs_secret')).pathname).toBe('/join')
  expect(new URL(addressOf('http://stage.local:8765', 'cbs_secret')).hash).toBe('#cbs_secret')
})

it.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['[::1]', true],
  ['192.168.1.20', false],
  ['stage.local', false],
])('%s leads to this machine only: %s', (host, only) => expect(isThisMachine(host)).toBe(only))

it.each([
  ['https://show.example.org', ['http://192.0.2.7:3001'], ['https://show.example.org']],
  ['http://127.0.0.1:3001', ['http://192.0.2.7:3001', 'http://198.51.100.2:3001'], ['http://192.0.2.7:3001', 'http://198.51.100.2:3001']],
  ['http://localhost:3001', ['http://127.0.0.1:3001'], []],
])('U12 a link that is made at %s leads where others can go', (origin, addresses, expected) => {
  expect(originsFor(origin, addresses)).toEqual(expected)
})
