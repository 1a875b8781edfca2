/** Webhooks on their page (O12). */
import { expect, it } from 'vitest'
import type { Delivery, NewWebhook, Webhook } from '../../../api/webhooks'
import { Webhooks, type WebhooksServer } from './webhooks'
import { addressFault, choicesOf, eventWords, forWhat, howItGoes, nameOf, outcomeOf } from './words'

const ALL = ['segment-activated', 'segment-completed', 'call-paused', 'cue-called']
const USUAL = ['segment-activated', 'segment-completed']
const NOW = 1_800_000_000_000

const delivery = (more: Partial<Delivery> = {}): Delivery => ({
  id: 'msg_1', event: 'segment-activated', document: 'show/1', made_at: NOW, attempts: 1, tried_at: NOW, next_at: null, outcome: 'delivered', status: 204, trouble: '', ...more,
})

const webhook = (made: NewWebhook, more: Partial<Webhook> = {}): Webhook => ({ id: made.label, created_at: 0, waiting: 0, last: null, ...made, ...more })

const server = (): WebhooksServer => {
  let webhooks: Webhook[] = []
  return {
    list: async () => ({ webhooks, events: ALL, default: USUAL }),
    make: async (made) => {
      webhooks = [...webhooks, webhook(made)]
      return { webhook: webhook(made), secret: 'whsec_only-once' }
    },
    remove: async (id) => void (webhooks = webhooks.filter((one) => one.id !== id)),
    test: async (id) => {
      webhooks = webhooks.map((one) => (one.id === id ? { ...one, last: delivery() } : one))
      return delivery()
    },
  }
}

it('O12 a webhook is made, tried and removed, and its secret is in no list', async () => {
  const webhooks = new Webhooks(server())
  await webhooks.refresh()
  const { secret } = await webhooks.make({ url: 'https://example.org', label: 'Lobby', events: USUAL })
  expect(secret).toBe('whsec_only-once')
  expect(JSON.stringify(webhooks.get())).not.toContain('whsec_')
  expect((await webhooks.test('Lobby')).outcome).toBe('delivered')
  expect(webhooks.get().webhooks[0]?.last?.outcome).toBe('delivered')
  await webhooks.remove('Lobby')
  expect(webhooks.get().webhooks).toEqual([])
})

it('O12 a list that cannot be loaded says why and keeps what was there', async () => {
  const working = server()
  let fails = false
  const webhooks = new Webhooks({ ...working, list: () => (fails ? Promise.reject(new Error('no')) : working.list()) })
  await webhooks.make({ url: 'https://example.org', label: 'Lobby', events: USUAL })
  fails = true
  await webhooks.refresh()
  expect(webhooks.get()).toMatchObject({ situation: 'failed', webhooks: [{ label: 'Lobby' }] })
  expect(webhooks.get().problem).not.toBe('')
})

it('O12 the usual events are chosen one by one, the others together', () => {
  expect(choicesOf(ALL, USUAL).map(({ id, events }) => [id, events])).toEqual([
    ['segment-activated', ['segment-activated']],
    ['segment-completed', ['segment-completed']],
    ['rest', ['call-paused', 'cue-called']],
  ])
  expect(choicesOf(USUAL, USUAL)).toHaveLength(2)
})

it.each([
  [USUAL, 'a segment becomes active, a segment is completed'],
  [['cue-called'], 'cue called'],
  [[...USUAL, 'cue-called'], 'a segment becomes active, a segment is completed and 1 more'],
  [ALL, 'everything in a call'],
])('O12 it says what a webhook is for: %j', (events, words) => expect(forWhat({ events }, ALL)).toBe(words))

it('O12 it is called as it was named, else by where it leads', () => {
  expect(nameOf({ label: 'Lobby', url: 'https://example.org/x' })).toBe('Lobby')
  expect(nameOf({ label: '', url: 'https://example.org:8443/x?key=1' })).toBe('example.org:8443')
  expect(eventWords('test')).toBe('Test')
})

it.each([
  [{ last: null, waiting: 0 }, 'neutral', 'Nothing sent yet'],
  [{ last: null, waiting: 2 }, 'standby', '2 waiting'],
  [{ last: delivery(), waiting: 0 }, 'go', 'Arrives'],
  [{ last: delivery({ outcome: 'waiting', trouble: 'Nobody answers there.' }), waiting: 3 }, 'stop', 'Does not arrive, 3 waiting'],
  [{ last: delivery({ outcome: 'given_up', trouble: 'It answered 500.' }), waiting: 0 }, 'stop', 'Did not arrive'],
])('O12 it says how it goes: %j', (state, tone, words) => {
  expect(howItGoes(state)).toMatchObject({ tone, words, trouble: state.last?.trouble ?? '' })
})

it.each([
  [{}, 'Arrived just now'],
  [{ outcome: 'waiting', attempts: 0, tried_at: null }, 'About to be sent'],
  [{ outcome: 'waiting', next_at: NOW + 15_000 }, 'Waits, tried once; again in less than a minute'],
  [{ outcome: 'waiting', attempts: 4, next_at: NOW + 300_000 }, 'Waits, tried 4 times; again in 5 min'],
  [{ outcome: 'waiting', attempts: 8, next_at: NOW + 28_800_000 }, 'Waits, tried 8 times; again in 8 h'],
  [{ outcome: 'given_up', attempts: 9 }, 'Given up, tried 9 times'],
  [{ outcome: 'given_up', attempts: 0, tried_at: null }, 'Given up'],
] as const)('O12 it says what became of a message: %j', (more, words) => expect(outcomeOf(delivery(more), NOW)).toBe(words))

it.each([
  ['', 'Say where the messages go.'],
  ['example.org', 'Begin with https://, as in https://example.org/callboard.'],
  ['https://', 'Begin with https://, as in https://example.org/callboard.'],
  ['https://example.org/callboard', null],
  ['http://192.168.10.7:8000/', null],
])('O12 an address is looked at before it is sent: %s', (text, fault) => expect(addressFault(text)).toBe(fault))
