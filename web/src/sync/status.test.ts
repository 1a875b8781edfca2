import { describe, expect, test } from 'vitest'
import { type Device, type Ended, type Link, type Situation, statusOf, together } from './status'

const DEVICES: readonly Device[] = ['unavailable', 'writing', 'saved']
const LINKS: readonly Link[] = ['connecting', 'online', 'offline']
const ENDS: readonly (Ended | null)[] = [
  null,
  { kind: 'refused', reason: 'Too large.' },
  { kind: 'denied', reason: 'It was deleted.' },
  { kind: 'closed', reason: 'It was moved.' },
]

const HELD: readonly (boolean | null)[] = [true, false, null]

const every: Situation[] = DEVICES.flatMap((device) =>
  LINKS.flatMap((link) =>
    [true, false].flatMap((confirmed) =>
      [0, 1, 3].flatMap((pending) => ENDS.flatMap((ended) =>
          HELD.flatMap((held) => [true, false].map((unanswered) => ({ device, link, confirmed, pending, ended, held, unanswered }))),
        )),
    ),
  ),
)
const all = every.map((now) => ({ now, status: statusOf(now) }))

describe('U3 the badge, in every situation there is', () => {
  test('says "saved on the server" only when the server has acknowledged everything on this connection', () => {
    for (const { now, status } of all) {
      const true_ = now.link === 'online' && now.confirmed && now.pending === 0 && now.ended === null && !now.unanswered
      expect(status.kind === 'saved-server', JSON.stringify(now)).toBe(true_)
      if (status.kind !== 'saved-server') expect(status.sentence).not.toMatch(/saved on the server\.|server had/i)
    }
  })

  test('never says that something is kept on a device that stores nothing', () => {
    for (const { now, status } of all)
      if (now.device === 'unavailable') expect(status.sentence, JSON.stringify(now)).not.toMatch(/(kept|saved) on this device\b(?!\.? ?nothing)/i)
  })

  test('never says that something is saved on the device while it is still being written', () => {
    for (const { now, status } of all)
      if (now.device === 'writing' && now.link !== 'online' && now.pending > 0 && now.ended === null)
        expect(status.kind, JSON.stringify(now)).toBe('offline-writing')
  })

  test('counts what is pending, in words too, unless all is well', () => {
    for (const { now, status } of all) {
      expect(status.pending).toBe(now.pending)
      if (now.pending > 0) expect(status.sentence, JSON.stringify(now)).toContain(now.pending === 1 ? '1 change' : '3 changes')
    }
  })

  test('warns when changes are nowhere but in this window', () => {
    for (const { now, status } of all)
      if (now.device === 'unavailable' && now.link !== 'online' && now.pending > 0 && now.ended === null)
        expect(status.kind, JSON.stringify(now)).toBe('not-saved')
  })

  test('gives the reason when the server does not take part any more', () => {
    for (const { now, status } of all)
      if (now.ended !== null) expect([status.kind, status.sentence.includes(now.ended.reason)]).toEqual([now.ended.kind, true])
  })

  test.each([
    [{ device: 'saved', link: 'online', confirmed: true, pending: 0, ended: null }, 'saved-server', 'Everything is saved on the server.'],
    [{ device: 'saved', link: 'online', confirmed: false, pending: 2, ended: null }, 'saving', 'Saving 2 changes on the server.'],
    [{ device: 'saved', link: 'online', confirmed: false, pending: 0, ended: null }, 'connecting', 'Asking the server whether it has everything.'],
    [{ device: 'saved', link: 'connecting', confirmed: false, pending: 0, ended: null }, 'connecting', 'Asking the server whether it has everything.'],
    [
      { device: 'saved', link: 'offline', confirmed: false, pending: 1, ended: null },
      'offline',
      'Working offline. 1 change saved on this device; the server gets it when it is back.',
    ],
    [
      { device: 'unavailable', link: 'offline', confirmed: false, pending: 0, ended: null },
      'offline',
      'Working offline. What was here last is shown; nothing is stored on this device.',
    ],
    [
      { device: 'saved', link: 'online', confirmed: false, pending: 1, ended: { kind: 'denied', reason: 'It was deleted.' } },
      'denied',
      'It was deleted. 1 change that the server does not have is kept on this device.',
    ],
    [
      { device: 'unavailable', link: 'online', confirmed: false, pending: 3, ended: { kind: 'refused', reason: '' } },
      'refused',
      'The server did not take a change. 3 changes would be lost with this window: copy what you need.',
    ],
  ] satisfies [Omit<Situation, 'held' | 'unanswered'>, string, string][])('%j', (situation, kind, sentence) => {
    const now = { ...situation, held: true, unanswered: false }
    expect(statusOf(now)).toEqual({ kind, pending: situation.pending, sentence })
  })

  const nothing: Situation = { device: 'saved', link: 'offline', confirmed: false, pending: 0, ended: null, held: false, unanswered: false }

  test('never speaks of a copy where nothing was ever loaded', () => {
    for (const { now, status } of all)
      if (now.held === false && now.pending === 0 && now.link !== 'online') expect(status.sentence).not.toMatch(/copy is kept|saved on this device/)
    expect(statusOf(nothing)).toMatchObject({ kind: 'absent', sentence: expect.stringContaining('has not been opened on this device yet') })
    const ended = { kind: 'denied', reason: 'It was deleted.' } as const
    expect(statusOf({ ...nothing, link: 'online', ended }).sentence).toBe('It was deleted.')
  })

  test('says that a server confirms nothing, and where the changes are', () => {
    const silent: Situation = { ...nothing, link: 'online', held: true, pending: 5, unanswered: true }
    expect(statusOf(silent)).toMatchObject({ kind: 'unanswered', sentence: 'The server has not confirmed 5 changes; they are safe on this device.' })
    expect(statusOf({ ...silent, device: 'unavailable' }).sentence).toContain('keep this window open')
  })
})

describe('U3 A23 one badge for a show and what is beside it', () => {
  const here: Situation = { device: 'saved', link: 'online', confirmed: true, pending: 0, ended: null, held: true, unanswered: false }

  test('says saved only when each of them would', () => {
    for (const { now, status } of all.filter(({ now: { ended, link } }) => link === 'online' && (ended === null || ended.kind === 'refused'))) {
      const both = statusOf(together(here, [here, now]))
      if (status.kind !== 'saved-server') expect(both.kind, JSON.stringify(now)).toBe(status.kind)
      expect(both.pending).toBe(now.pending)
      expect(statusOf(together(now, [here])).kind).toBe(status.kind)
    }
  })

  test('counts all changes, and says what was not taken', () => {
    const refused = { kind: 'refused', reason: 'Too large.' } as const
    expect(statusOf(together({ ...here, pending: 1 }, [{ ...here, pending: 2 }])).sentence).toBe('Saving 3 changes on the server.')
    expect(statusOf(together(here, [{ ...here, ended: refused }])).kind).toBe('refused')
  })

  test('does not wait for what is not there for this person any more', () => {
    const denied = { kind: 'denied', reason: 'Not yours.' } as const
    expect(statusOf(together(here, [{ ...here, confirmed: false, ended: denied }])).kind).toBe('saved-server')
  })
})
