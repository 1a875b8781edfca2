/** Webhooks in words: which events they are for, and how it goes. */
import type { Delivery, Webhook } from '../../../api/webhooks'
import type { BadgeTone } from '../../../ui/Badge'
import { ago } from '../../library/when'

/** What one can choose: events that belong together. */
export interface Choice {
  readonly id: string
  readonly words: string
  readonly events: readonly string[]
}

const OWN: Readonly<Record<string, string>> = {
  'segment-activated': 'A segment becomes active',
  'segment-completed': 'A segment is completed',
}

/** The usual events one by one, and all the others together. */
export const choicesOf = (events: readonly string[], usual: readonly string[]): readonly Choice[] => {
  const others = events.filter((event) => !usual.includes(event))
  const one = usual.map((event) => ({ id: event, words: OWN[event] ?? plain(event), events: [event] }))
  const rest = { id: 'rest', words: 'Everything else in a call: standbys, cues, pauses, messages, who has the call', events: others }
  return others.length === 0 ? one : [...one, rest]
}

/** "call-taken" → "Call taken". */
const plain = (event: string): string => {
  const words = event.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export const eventWords = (event: string): string => (event === 'test' ? 'Test' : (OWN[event] ?? plain(event)))

/** What a webhook is for, in a line. */
export const forWhat = ({ events }: Pick<Webhook, 'events'>, all: readonly string[]): string => {
  if (all.length > 0 && all.every((event) => events.includes(event))) return 'everything in a call'
  const [first, second, ...more] = events.map((event) => eventWords(event).toLowerCase())
  if (second === undefined) return first ?? 'nothing'
  return more.length === 0 ? `${first}, ${second}` : `${first}, ${second} and ${more.length} more`
}

/** What one calls a webhook: as it was named, else by where it leads. */
export const nameOf = ({ label, url }: Pick<Webhook, 'label' | 'url'>): string => (label === '' ? hostOf(url) : label)

export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)

export interface How {
  readonly tone: BadgeTone
  readonly words: string
  /** What was wrong; "" if nothing was. */
  readonly trouble: string
}

/** How it goes with a webhook, by the message that was tried last. */
export const howItGoes = ({ last, waiting }: Pick<Webhook, 'last' | 'waiting'>): How => {
  const trouble = last?.trouble ?? ''
  if (trouble !== '') return { tone: 'stop', words: waiting === 0 ? 'Did not arrive' : `Does not arrive, ${waiting} waiting`, trouble }
  if (waiting > 0) return { tone: 'standby', words: `${waiting} waiting`, trouble }
  return last === null ? { tone: 'neutral', words: 'Nothing sent yet', trouble } : { tone: 'go', words: 'Arrives', trouble }
}

/** What became of a message. */
export const outcomeOf = ({ outcome, attempts, next_at, tried_at }: Delivery, now: number): string => {
  if (outcome === 'delivered') return `Arrived ${ago(tried_at ?? now, now)}`
  const tried = attempts === 1 ? 'tried once' : `tried ${attempts} times`
  if (outcome === 'given_up') return attempts === 0 ? 'Given up' : `Given up, ${tried}`
  return next_at === null ? 'About to be sent' : `Waits, ${tried}; again ${inAWhile(next_at - now)}`
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const inAWhile = (ms: number): string => {
  if (ms < MINUTE) return 'in less than a minute'
  if (ms < HOUR) return `in ${Math.round(ms / MINUTE)} min`
  return `in ${Math.round(ms / HOUR)} h`
}

/** What is wrong with an address as it stands there; null if it may do. The server judges where it leads. */
export const addressFault = (text: string): string | null => {
  if (text === '') return 'Say where the messages go.'
  return /^https?:\/\/[^\s/]+/.test(text) ? null : 'Begin with https://, as in https://example.org/callboard.'
}
