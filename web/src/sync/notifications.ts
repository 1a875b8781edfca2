/**
 * What this person wants to be told, by sight, voice or sound (A25, S000-32 … S000-36): kept in this browser, and with
 * the account if there is one (accountNotifications.ts).
 *
 *   notifications: Readable<NotificationChoices>     chooseNotifications(change)
 *   unsent: Readable<change>                         what the account may not have yet; settle(sent) takes it off
 *   takeNotifications(told)                          as the account has it; what is unsent goes on counting
 */
import { DEPARTMENTS } from '../model/schema'
import { keptOwn } from './keeper'
import type { Readable } from './readable'

export interface NotificationChoices {
  /** What others change in a document that is open. */
  readonly edits: boolean
  /** Two people wrote the same thing without knowing of each other. */
  readonly conflicts: boolean
  /** Those that one works for, as they are listed everywhere. */
  readonly departments: readonly string[]
  /** Standby and GO of those departments. */
  readonly calls: boolean
  /** A sound with standby and GO. */
  readonly sound: boolean
  /** What is left of the segment that is on: at five, two and one minutes, and at zero. */
  readonly times: boolean
}

export const NOTIFICATION_DEFAULTS: NotificationChoices = {
  edits: true,
  conflicts: true,
  departments: [],
  calls: true,
  sound: false,
  times: true,
}

export type NotificationChange = Partial<NotificationChoices>

const SWITCHES = ['edits', 'conflicts', 'calls', 'sound', 'times'] as const

/** Only what makes sense, whatever was stored or heard. */
export const changeFrom = (stored: unknown): NotificationChange => {
  if (typeof stored !== 'object' || stored === null) return {}
  const said = stored as Readonly<Record<string, unknown>>
  const { departments } = said
  const switches = SWITCHES.filter((name) => typeof said[name] === 'boolean').map((name) => [name, said[name]])
  const listed = Array.isArray(departments) ? { departments: DEPARTMENTS.filter((one) => departments.includes(one)) } : {}
  return { ...(Object.fromEntries(switches) as NotificationChange), ...listed }
}

export const choicesFrom = (stored: unknown): NotificationChoices => ({ ...NOTIFICATION_DEFAULTS, ...changeFrom(stored) })

const chosen = keptOwn('callboard:notifications', choicesFrom)
const waiting = keptOwn('callboard:notifications-unsent', changeFrom)

export const notifications: Readable<NotificationChoices> = chosen
export const unsent: Readable<NotificationChange> = waiting

export const chooseNotifications = (change: NotificationChange): void => {
  chosen.set(choicesFrom({ ...chosen.get(), ...change }))
  waiting.set({ ...waiting.get(), ...changeFrom(change) })
}

/** What was chosen anew while it was on its way stays unsent. */
export const settle = (sent: NotificationChange): void => {
  const left = Object.entries(waiting.get()).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(sent[name as keyof NotificationChange]),
  )
  waiting.set(changeFrom(Object.fromEntries(left)))
}

export const takeNotifications = (told: unknown): void => chosen.set(choicesFrom({ ...changeFrom(told), ...waiting.get() }))
