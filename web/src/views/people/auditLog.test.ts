import { expect, it } from 'vitest'
import { ApiError } from '../../api'
import type { Deeds } from '../../api/members'
import { AuditLog } from './auditLog'

const deed = (key: string) => ({ key, at: 0, who: '', name: '', what: 'login.begun', on: '', before: '', after: '', where: '' })
const page = (keys: string[], before: string | null = null): Deeds => ({ deeds: keys.map(deed), before })
const keysOf = (log: AuditLog): string[] => log.get().deeds.map(({ key }) => key)

it('U12 older deeds come after those that are there, until there are none', async () => {
  const log = new AuditLog(async (_words, before) => (before === null ? page(['4', '3'], '3') : page(['2', '1'])))
  await log.search('')
  expect(keysOf(log)).toEqual(['4', '3'])
  expect(log.get().hasMore).toBe(true)
  await log.more()
  expect(keysOf(log)).toEqual(['4', '3', '2', '1'])
  expect(log.get().hasMore).toBe(false)
  await log.more()
  expect(keysOf(log)).toHaveLength(4)
})

it('a late answer to an older search does not overwrite a newer one', async () => {
  const answers = new Map<string, (found: Deeds) => void>()
  const log = new AuditLog((words) => new Promise((resolve) => answers.set(words, resolve)))
  const older = log.search('a')
  const newer = log.search('an')
  answers.get('an')?.(page(['an']))
  await newer
  answers.get('a')?.(page(['a']))
  await older
  expect(keysOf(log)).toEqual(['an'])
})

it('what was found stays in sight when the server does not answer', async () => {
  let isAway = false
  const log = new AuditLog(async () => {
    if (isAway) throw new ApiError('The server cannot be reached at the moment.', 'unreachable', 0)
    return page(['1'])
  })
  await log.search('')
  isAway = true
  await log.search('x')
  expect(log.get()).toMatchObject({ situation: 'away', words: 'x' })
  expect(keysOf(log)).toEqual(['1'])
})

it('U14 what is asked for again keeps what was read on to, and puts before it what is new; never with a hole', async () => {
  let first = page(['4', '3'], '3')
  const log = new AuditLog(async (_words, before) => (before === null ? first : page(['2', '1'])))
  await log.search('')
  await log.more()
  first = page(['5', '4'], '4')
  await log.again()
  expect(keysOf(log)).toEqual(['5', '4', '3', '2', '1'])
  expect(log.get().hasMore).toBe(false)
  first = page(['9', '8'], '8')
  await log.again()
  expect(keysOf(log)).toEqual(['9', '8'])
  expect(log.get().hasMore).toBe(true)
})
