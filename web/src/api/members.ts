/**
 * Who is in a workspace and with which role, invitations into it, what was done there, and the table of roles.
 */
import { call, json } from '../api'

export interface Member {
  readonly id: string
  readonly name: string
  /** "" for whoever does not manage members. */
  readonly email: string
  /** In the whole workspace; "" for somebody who has roles in single documents only. */
  readonly role: string
  /** Roles in single documents, by their names. */
  readonly documents: Readonly<Record<string, string>>
  readonly last_active_at: number | null
  /** The account is closed. */
  readonly disabled: boolean
}

export interface WaitingInvitation {
  readonly id: string
  readonly email: string
  readonly role: string
  /** The one document it is for; "" for the whole workspace. */
  readonly document: string
  readonly created_at: number
  readonly expires_at: number
}

export interface People {
  readonly people: readonly Member[]
  readonly invitations: readonly WaitingInvitation[]
}

/** One line of the audit log; `what` is a word such as "share.made". */
export interface Deed {
  readonly key: string
  readonly at: number
  readonly who: string
  /** What whoever did it was called then. */
  readonly name: string
  readonly what: string
  readonly on: string
  readonly before: string
  readonly after: string
  /** The address it came from. */
  readonly where: string
}

export interface Deeds {
  readonly deeds: readonly Deed[]
  /** What to ask for older ones with; null when there are none. */
  readonly before: string | null
}

export interface RoleRights {
  readonly role: string
  readonly about: string
  readonly rights: readonly string[]
  /** Whether a link can give it. */
  readonly by_link: boolean
}

export interface Roles {
  /** Each right in words. */
  readonly rights: Readonly<Record<string, string>>
  /** From the one who may do everything to the one who may do nothing. */
  readonly roles: readonly RoleRights[]
}

const within = (workspace: string, path: string): string => `/workspaces/${encodeURIComponent(workspace)}/${path}`

export const readRoles = async (): Promise<Roles> => (await call('/roles')) as Roles

/** Gives its id; only whoever administers the server makes workspaces. */
export const foundWorkspace = async (name: string): Promise<string> =>
  ((await call('/workspaces', json('POST', { name }))) as { workspace: { id: string } }).workspace.id

export const listPeople = async (workspace: string): Promise<People> => (await call(within(workspace, 'people'))) as People

const personPath = (workspace: string, account: string): string => within(workspace, `people/${encodeURIComponent(account)}`)

/** In the whole workspace, or in one document of it more than in the rest. */
export const giveRole = async (workspace: string, account: string, role: string, document = ''): Promise<void> =>
  void (await call(personPath(workspace, account), json('PUT', { role, document })))

/** From the whole workspace with all they have in its documents, or from one document alone. */
export const removeMember = async (workspace: string, account: string, document = ''): Promise<void> =>
  void (await call(`${personPath(workspace, account)}${document === '' ? '' : `?${new URLSearchParams({ document })}`}`, { method: 'DELETE' }))

export interface MadeInvitation {
  readonly invitation: WaitingInvitation
  /** Told this once. */
  readonly link: string
  /** Where others on the network find the server. */
  readonly addresses: readonly string[]
}

export const invite = async (
  workspace: string,
  who: { readonly email: string; readonly role: string; readonly document?: string },
): Promise<MadeInvitation> => (await call(within(workspace, 'invitations'), json('POST', who))) as MadeInvitation

export const takeBackInvitation = async (workspace: string, id: string): Promise<void> =>
  void (await call(within(workspace, `invitations/${encodeURIComponent(id)}`), { method: 'DELETE' }))

export const readAudit = async (workspace: string, words: string, before: string | null): Promise<Deeds> =>
  (await call(within(workspace, `audit?${auditQuery(words, before)}`))) as Deeds

/** Where the table of everything that is found can be downloaded. */
export const auditTablePath = (workspace: string, words: string): string =>
  `/api${within(workspace, `audit?${auditQuery(words, null)}&format=csv`)}`

const auditQuery = (words: string, before: string | null): string =>
  new URLSearchParams({ words, ...(before === null ? {} : { before }) }).toString()
