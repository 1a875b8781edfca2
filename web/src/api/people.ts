/**
 * Coming in and oneself: the first run, signing in and out, links, invitations, one's account, devices and tokens.
 *
 * Secrets are only ever in a body, never in an address. Whoever comes in gets a cookie that no script can read.
 */
import { call, json } from '../api'

export interface Visitor {
  /** A guest has links and no account. */
  readonly kind: 'account' | 'guest'
  readonly id: string
  /** "" for a guest who has not said one. */
  readonly name: string
  readonly email: string
  /** What others see beside the name; "" for one that follows from the id, and for a guest. */
  readonly colour: string
  /** How the app looks for them, on all of their devices; "" while they have not said, and for a guest. */
  readonly theme: string
  /** Looks after the server itself. */
  readonly administers: boolean
}

export interface Workspace {
  readonly id: string
  readonly name: string
  readonly rights: readonly string[]
}

export interface Me {
  /** open: whoever reaches the server may edit, and nobody signs in; password: whoever knows the one it has. */
  readonly mode: 'open' | 'accounts' | 'password'
  readonly needs_setup: boolean
  /** What the server is called; "" until it is set up. */
  readonly server: string
  /** Where people can sign in besides, and what it is called; null if nowhere. */
  readonly oidc: { readonly name: string } | null
  readonly visitor: Visitor | null
  readonly workspaces: readonly Workspace[]
}

export interface SharedLink {
  /** "" when it opens a whole workspace, or some of it. */
  readonly document: string
  /** What those are called that were chosen, where it opens some of a workspace. */
  readonly titles: readonly string[]
  readonly title: string
  readonly kind: string
  readonly role: string
  /** What one does in that role, in a sentence. */
  readonly about: string
  readonly needs_passphrase: boolean
}

export interface Invitation {
  readonly workspace: string
  /** Of the one show it is for; "" for all of the workspace. */
  readonly title: string
  readonly role: string
  /** What one does in that role, in a sentence. */
  readonly about: string
  readonly email: string
  readonly has_account: boolean
}

export interface Login {
  readonly id: string
  /** What the browser said of itself; "" for a token. */
  readonly device: string
  /** What a token is for; "" for a browser. */
  readonly label: string
  readonly is_token: boolean
  readonly is_this: boolean
  readonly scopes: readonly string[]
  /** Unix milliseconds, like the others. */
  readonly created_at: number
  readonly used_at: number
  readonly expires_at: number | null
}

export interface Setup {
  readonly code: string
  readonly server: string
  readonly name: string
  readonly email: string
  readonly password: string
}

export const readMe = async (): Promise<Me> => (await call('/me')) as Me

export const setUp = async (setup: Setup): Promise<Me> => (await call('/setup', json('POST', setup))) as Me

/** The one password of a server without accounts. */
export const openWithPassword = async (password: string): Promise<Me> =>
  (await call('/password', json('POST', { password }))) as Me

export const signIn = async (email: string, password: string): Promise<Me> =>
  (await call('/login', json('POST', { email, password }))) as Me

/** Where a browser goes to sign in with the provider; it is sent back to `to`, a path of this app. */
export const providerPath = (to: string): string => `/api/oidc/begin?to=${encodeURIComponent(to)}`

export const signOut = async (): Promise<void> => void (await call('/login', { method: 'DELETE' }))

/** What a link opens; nothing is counted. */
export const lookAtLink = async (link: string): Promise<SharedLink> =>
  ((await call('/links/look', json('POST', { link }))) as { link: SharedLink }).link

export const openLink = async (link: string, said: { name?: string; passphrase?: string }): Promise<SharedLink> =>
  ((await call('/links', json('POST', { link, ...said }))) as { link: SharedLink }).link

export const lookAtInvitation = async (link: string): Promise<Invitation> =>
  (await call('/invitations/look', json('POST', { link }))) as Invitation

/** Whoever is signed in needs neither name nor password. */
export const acceptInvitation = async (link: string, said: { name?: string; password?: string }): Promise<Me> =>
  (await call('/invitations', json('POST', { link, ...said }))) as Me

export const changeName = async (name: string): Promise<Me> => (await call('/me', json('PATCH', { name }))) as Me

export const changeTheme = async (theme: string): Promise<Me> => (await call('/me', json('PATCH', { theme }))) as Me

export const changeColour = async (colour: string): Promise<Me> => (await call('/me', json('PATCH', { colour }))) as Me

/** Every other browser is signed out by it. */
export const changePassword = async (old: string, next: string): Promise<void> =>
  void (await call('/me/password', json('POST', { old, new: next })))

export const listLogins = async (): Promise<readonly Login[]> =>
  ((await call('/me/logins')) as { logins: Login[] }).logins

export const endLogin = async (id: string): Promise<void> =>
  void (await call(`/me/logins/${encodeURIComponent(id)}`, { method: 'DELETE' }))

/** The token is told this once. */
export const makeToken = async (token: { label: string; scopes: readonly string[]; days: number }): Promise<string> =>
  ((await call('/me/tokens', json('POST', token))) as { token: string }).token
