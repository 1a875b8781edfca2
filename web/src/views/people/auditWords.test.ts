import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { changeOf, DEEDS, doerOf, doneOf, onOf } from './auditWords'

const API = join(import.meta.dirname, '../../../../crdt_server/api')

it('U12 there are words for everything that the server writes down', () => {
  const sources = readdirSync(API).filter((name) => name.endsWith('.py')).map((name) => readFileSync(join(API, name), 'utf8'))
  const written = new Set(sources.flatMap((text) => [...text.matchAll(/"((?:audience|share|role|login|member|invitation|token|password|server|webhook|workspace)\.[a-z_]+)"/g)].map(([, what = '']) => what)))
  expect(written.size).toBeGreaterThan(10)
  expect([...written].filter((what) => DEEDS[what] === undefined)).toEqual([])
})

it('U12 there are words for everything that happens in a call', () => {
  const source = readFileSync(join(API, '../channels/call_events.py'), 'utf8')
  const classes = [...source.matchAll(/^class (\w+)\(Event/gm)].map(([, name = '']) => name)
  const happened = classes.map((name) => `show.${name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}`)
  expect(happened.length).toBeGreaterThan(15)
  expect(happened.filter((what) => DEEDS[what] === undefined)).toEqual([])
})

it('a deed that this version does not know is shown as it is', () => expect(doneOf({ what: 'quiz.opened' })).toBe('quiz opened'))

it.each([
  [{ name: 'Ana', who: 'account:1' }, 'Ana'],
  [{ name: '', who: 'guest:1' }, 'Somebody with a link'],
  [{ name: '', who: '' }, 'Somebody'],
])('who it was: %j', (deed, said) => expect(doerOf(deed)).toBe(said))

it.each([
  [{ what: 'role.given', before: 'editor', after: 'stage_manager' }, 'Editor → Stage manager'],
  [{ what: 'role.given', before: '', after: 'crew' }, 'Crew'],
  [{ what: 'share.made', before: '', after: 'crew Fly floor' }, 'Crew, Fly floor'],
  [{ what: 'share.revoked', before: 'viewer', after: '' }, 'Viewer'],
  [{ what: 'workspace.renamed', before: 'The Venue', after: 'The House' }, 'The Venue → The House'],
  [{ what: 'login.begun', before: '', after: '' }, ''],
])('before and after: %j', (deed, said) => expect(changeOf(deed)).toBe(said))

it('a show is called by its title where that is known', () => {
  const titles = new Map([['show/1', '“Gala”']])
  expect(onOf({ what: 'role.given', on: 'ana@example.org show/1' }, titles)).toBe('ana@example.org “Gala”')
  expect(onOf({ what: 'share.made', on: 'show/2' }, titles)).toBe('show/2')
  expect(onOf({ what: 'share.made', on: 'The Venue' }, titles)).toBe('every show of The Venue')
})
