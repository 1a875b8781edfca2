/** What the share dialog says of links, in words. */
import type { Roles } from '../../api/members'
import type { NewShare, Share } from '../../api/sharing'
import { ago } from '../library/when'

/** "stage_manager" as one says it: "Stage manager". */
export const roleName = (role: string): string => {
  const words = role.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What a role lets somebody do, right by right: “May see documents, offline too; change documents.” */
export const mayDo = (role: string, roles: Roles | null): string => {
  const rights = roles?.roles.find((one) => one.role === role)?.rights ?? []
  const words = Object.entries(roles?.rights ?? {}).filter(([right]) => rights.includes(right))
  return words.length === 0 ? '' : `May ${words.map(([, about]) => about).join('; ')}.`
}

export const titleOf = ({ label, role }: Pick<Share, 'label' | 'role'>): string => label || `Link for ${roleName(role).toLowerCase()}`

/** How much a link to a workspace opens of it: “Every show”, “3 shows”. */
export const extentOf = ({ documents }: Pick<Share, 'documents'>): string =>
  documents.length === 0 ? 'Every show' : `${documents.length} ${documents.length === 1 ? 'show' : 'shows'}`

export type End = 'day' | 'week' | 'never' | 'days'

export const ENDS: readonly { readonly id: End; readonly label: string }[] = [
  { id: 'day', label: 'One day' },
  { id: 'week', label: 'One week' },
  { id: 'days', label: 'Some days…' },
  { id: 'never', label: 'Never' },
]

export const MOST_DAYS = 3650

/** How many days a link lasts; null for ever, undefined when what was typed is no number of days. */
export const daysOf = (end: End, typed: string): number | null | undefined => {
  if (end === 'never') return null
  if (end !== 'days') return end === 'day' ? 1 : 7
  const days = Number(typed.trim())
  return /^\d+$/.test(typed.trim()) && days >= 1 && days <= MOST_DAYS ? days : undefined
}

const soon = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' })

export const instantOf = (instant: number): string => soon.format(instant)

/** When it ends, or why it is over. */
export const endOf = ({ expires_at, revoked_at }: Share, now: number): string => {
  if (revoked_at !== null) return `revoked ${ago(revoked_at, now)}`
  if (expires_at === null) return 'never ends'
  return expires_at <= now ? `ended ${ago(expires_at, now)}` : `ends ${instantOf(expires_at)}`
}

export const usesOf = ({ uses, last_used_at }: Share, now: number): string => {
  if (uses === 0 || last_used_at === null) return 'nobody came with it yet'
  return `${uses === 1 ? 'one came' : `${uses} came`} with it, the last ${ago(last_used_at, now)}`
}

export const madeBy = ({ created_by, created_at }: Share, now: number): string =>
  `made ${created_by === '' ? '' : `by ${created_by} `}${ago(created_at, now)}`

const NAMED = 2

/** Who holds a link: "Cem and 3 others", "Cem and Dana", "4 people"; "" when nobody does. */
export const holdersOf = ({ holders }: Pick<Share, 'holders'>): string => {
  if (holders.length === 0) return ''
  const named = holders.filter((name) => name !== '')
  if (named.length === 0) return holders.length === 1 ? 'One person without a name' : `${holders.length} people without a name`
  if (holders.length <= NAMED && named.length === holders.length) return named.join(' and ')
  const others = holders.length - 1
  return `${named[0]}${others === 0 ? '' : ` and ${others} ${others === 1 ? 'other' : 'others'}`}`
}

/** What revoking does, before it is done: there is no way back. */
export const lossOf = (share: Pick<Share, 'holders'>): string => {
  const who = holdersOf(share)
  if (who === '') return 'Nobody has opened it. From now on it opens nothing.'
  return `${who} ${share.holders.length === 1 ? 'loses' : 'lose'} access at once, and the link opens nothing any more.`
}

interface Form {
  readonly role: string
  readonly label: string
  readonly days: number | null
  readonly passphrase: string
  /** Only these of the workspace; none where it opens one show or all. */
  readonly documents: readonly string[]
}

/** What is asked of the server; a label is optional, and so is a passphrase. */
export const shareOf = (form: Form): NewShare => ({
  role: form.role,
  label: form.label.trim(),
  ...(form.days === null ? {} : { days: form.days }),
  ...(form.passphrase === '' ? {} : { passphrase: form.passphrase }),
  ...(form.documents.length === 0 ? {} : { documents: form.documents }),
})

/**
 * Where a link shall lead that is made at `origin`: there, or, when that leads back to this machine only, where the
 * network finds the server; nowhere when it listens for this machine alone.
 */
export const originsFor = (origin: string, addresses: readonly string[]): readonly string[] =>
  isThisMachine(new URL(origin).hostname) ? addresses.filter((address) => !isThisMachine(new URL(address).hostname)) : [origin]

/** Where a link opens; `to` is a screen that it shall lead to. The secret stands behind the #, which never travels. */
export const addressOf = (origin: string, link: string, to = ''): string =>
  `${origin}/join${to === '' ? '' : `?to=${encodeURIComponent(to)}`}#${link}`

/** Whether an address leads back to the machine one sits at, and nowhere else. */
export const isThisMachine = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
