import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '../api'
import { EVERYBODY, GUEST, heirHere, keeper, keepFor, NOBODY } from '../sync/keeper'
import { colourFor, namePerson, person } from '../sync/person'
import { kept, memoryStorage } from '../sync/storage'
import type { Me, Visitor } from './people'
import { theme } from '../theme'
import { doorOf, followKeeper, followLook, followName, isStranger, meFrom, Visit } from './visit'

const ana: Visitor = { kind: 'account', id: 'account:1', name: 'Ana Lima', email: 'ana@example.org', colour: 'teal', theme: '', administers: true }
const guest: Visitor = { kind: 'guest', id: 'guest:1', name: 'Cem', email: '', colour: '', theme: '', administers: false }
const accounts = (visitor: Visitor | null = null): Me => ({ mode: 'accounts', needs_setup: false, server: 'Harbour', oidc: null, visitor, workspaces: [] })
const open: Me = { ...accounts(), mode: 'open', server: '' }
const fresh: Me = { ...accounts(), needs_setup: true }

/** A visit at a server that answers as it is told, in a browser with a storage of its own. */
const visiting = (small = memoryStorage()) => {
  const answers: (Me | Error)[] = []
  const ask = vi.fn(async (): Promise<Me> => {
    const answer = answers.shift() ?? new ApiError('The server cannot be reached at the moment.', 'unreachable', 0)
    if (answer instanceof Error) throw answer
    return answer
  })
  return { small, answers, ask, visit: new Visit(ask, kept('callboard:me', meFrom, small)) }
}

describe('U11 who one is for the server', () => {
  it('is asked, and remembered for the times without the server', async () => {
    const { small, answers, visit } = visiting()
    expect(visit.get()).toMatchObject({ situation: 'asking', me: null })
    answers.push(accounts(ana))
    await visit.refresh()
    expect(visit.get()).toMatchObject({ situation: 'here', me: accounts(ana) })
    const later = visiting(small)
    expect(later.visit.get()).toMatchObject({ situation: 'asking', me: accounts(ana) })
    await later.visit.refresh()
    expect(later.visit.get()).toMatchObject({ situation: 'offline', me: accounts(ana) })
  })

  it('is asked once by several at the same time', async () => {
    const { answers, ask, visit } = visiting()
    answers.push(open)
    await Promise.all([visit.refresh(), visit.refresh()])
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('a server that fails is not taken for one that is away', async () => {
    const { answers, visit } = visiting()
    answers.push(new ApiError('Something broke.', 'bug', 500))
    await visit.refresh()
    expect(visit.get()).toEqual({ situation: 'failed', me: null, problem: 'Something broke.' })
  })

  it('where one can sign in besides is remembered too', () => {
    const me: Me = { ...accounts(), oidc: { name: 'House login' } }
    expect(meFrom(JSON.parse(JSON.stringify(me)))).toEqual(me)
    expect(meFrom({ ...me, oidc: { name: 7 } })?.oidc).toBeNull()
  })

  it('what is stored and makes no sense is as nothing', () => {
    expect(['x', null, {}, { mode: 'shut' }].map(meFrom)).toEqual([null, null, null, null])
    expect(meFrom({ mode: 'accounts', visitor: { kind: 'robot' }, workspaces: [7] })).toEqual({ ...accounts(), server: '' })
  })
})

describe('U11 what stands before a screen', () => {
  const here = (me: Me) => ({ situation: 'here', me, problem: '' }) as const
  it.each([
    ['nothing is known yet', { situation: 'asking', me: null, problem: '' }, 'library', 'waiting'],
    ['nothing is known and the server is away', { situation: 'offline', me: null, problem: '' }, 'library', 'inside'],
    ['nothing is known and the server fails', { situation: 'failed', me: null, problem: 'x' }, 'library', 'unclear'],
    ['everybody may edit', here(open), 'library', 'inside'],
    ['nobody has an account', here(fresh), 'library', 'set-up'],
    ['nobody has an account, and a link is opened', here(fresh), 'join', 'set-up'],
    ['a stranger comes to the list', here(accounts()), 'library', 'sign-in'],
    ['a stranger opens a link', here(accounts()), 'join', 'inside'],
    ['a stranger comes to a show, which has words of its own', here(accounts()), 'show', 'inside'],
    ['somebody with an account', here(accounts(ana)), 'library', 'inside'],
    ['a guest', here(accounts(guest)), 'library', 'inside'],
    ['somebody who was here before, without the server', { situation: 'offline', me: accounts(ana), problem: '' }, 'library', 'inside'],
    ['somebody who was here before, while it is asked', { situation: 'asking', me: accounts(ana), problem: '' }, 'show', 'inside'],
  ] as const)('%s', (_who, state, view, door) => {
    expect(doorOf(state, view)).toBe(door)
  })

  it('a stranger is nobody at a server with accounts', () => {
    expect([null, open, accounts(), accounts(guest)].map(isStranger)).toEqual([false, false, true, false])
  })
})

describe('U11 the name that others see', () => {
  let stop = (): void => {}
  beforeEach(() => namePerson('What I call myself'))
  afterEach(() => stop())

  const following = async (...answers: Me[]): Promise<string[]> => {
    const { answers: coming, visit } = visiting()
    coming.push(...answers)
    stop = followName(visit)
    const seen: string[] = []
    for (const _ of answers) {
      await visit.refresh()
      seen.push(person.get().name)
    }
    return seen
  }

  it('is that of the account, and goes with it', async () => {
    expect(await following(accounts(ana), accounts({ ...ana, name: 'Ana L.' }), accounts())).toEqual(['Ana Lima', 'Ana L.', ''])
  })

  it('is one’s own on an open server, and stays with a stranger who has said it', async () => {
    expect(await following(open, accounts())).toEqual(['What I call myself', 'What I call myself'])
  })

  it('is what a guest has said, also to another server', async () => {
    expect(await following(accounts({ ...guest, name: '' }), accounts(guest))).toEqual(['What I call myself', 'Cem'])
  })
})

describe('A13 the colour that others see', () => {
  it('is that of the account, or follows from it, and not from the browser; whoever comes after has that of the browser', async () => {
    const { answers, visit } = visiting()
    const stop = followName(visit)
    answers.push(accounts(ana), accounts({ ...ana, colour: '' }), accounts({ ...ana, colour: 'no colour of ours' }), accounts(), accounts(guest))
    const seen: string[] = []
    for (let turn = 0; turn < 5; turn += 1) {
      await visit.refresh()
      seen.push(person.get().colour)
    }
    stop()
    const own = colourFor(person.get().id)
    expect(seen).toEqual(['teal', colourFor(ana.id), colourFor(ana.id), own, own])
  })
})

describe('U13 whose things this browser keeps', () => {
  afterEach(() => keepFor(EVERYBODY))

  it('are those of whoever the server knows here; a guest’s go with them to their account', async () => {
    const { answers, visit } = visiting()
    const stop = followKeeper(visit)
    answers.push(open, accounts(), accounts(guest), accounts(ana), accounts())
    const seen: string[] = []
    for (let turn = 0; turn < 5; turn += 1) {
      await visit.refresh()
      seen.push(keeper.get())
      if (turn === 3) expect(heirHere()).toBe(ana.id)
    }
    stop()
    expect(seen).toEqual([EVERYBODY, NOBODY, GUEST, ana.id, NOBODY])
  })

  it('an answer to a question from before somebody came in does not count', async () => {
    let answer = (_: Me): void => {}
    const late = new Promise<Me>((resolve) => void (answer = resolve))
    const visit = new Visit(() => late, kept('callboard:me', meFrom, memoryStorage()))
    const asking = visit.refresh()
    visit.take(accounts(ana))
    answer(accounts())
    await asking
    expect(visit.get().me).toEqual(accounts(ana))
  })
})

it('A13 the app looks as somebody has chosen on another device, and a choice made here is not undone by old news', async () => {
  const visitor = { ...ana, theme: 'light' }
  const visit = new Visit(() => Promise.resolve(accounts(visitor)), kept('callboard:me', meFrom))
  const stop = followLook(visit)
  await visit.refresh()
  expect(theme.get()).toBe('light')
  visit.take(accounts({ ...ana, theme: 'dark' }))
  expect(theme.get()).toBe('dark')
  visit.take(accounts({ ...ana, theme: 'purple' }))
  expect(theme.get()).toBe('dark')
  stop()
})
