/**
 * Links that open a document, all documents of a workspace, or some of them. A link is told once, in the answer to making
 * it; after that nobody can read it again.
 */
import { call, documentPath, json } from '../api'

/** What a link opens: one document, or all of a workspace. */
export type Opened = { readonly document: string } | { readonly workspace: string }

export interface Share {
  readonly id: string
  /** "" when it opens all of a workspace, or some of it. */
  readonly document: string
  /** Those that were chosen, where it opens some of a workspace. */
  readonly documents: readonly string[]
  readonly role: string
  readonly label: string
  /** Unix milliseconds, like the other times. */
  readonly created_at: number
  /** What its maker is called; "" when nobody is known by that account any more. */
  readonly created_by: string
  readonly expires_at: number | null
  readonly revoked_at: number | null
  readonly has_passphrase: boolean
  readonly uses: number
  readonly last_used_at: number | null
  /** Whether it still lets anybody in. */
  readonly opens: boolean
  /** Those who hold it now, the last seen first: their names, "" for who has not said one. */
  readonly holders: readonly string[]
}

/** A link, told this once, and where others on the network find the server. */
export interface MadeShare {
  readonly share: Share
  readonly link: string
  readonly addresses: readonly string[]
}

export interface NewShare {
  readonly role: string
  readonly label: string
  /** Without it the link has no end. */
  readonly days?: number
  readonly passphrase?: string
  /** Only these of the workspace. */
  readonly documents?: readonly string[]
}

const sharesPath = (opened: Opened): string =>
  `${'document' in opened ? documentPath(opened.document) : `/workspaces/${encodeURIComponent(opened.workspace)}`}/shares`

export const listShares = async (opened: Opened): Promise<readonly Share[]> =>
  ((await call(sharesPath(opened))) as { shares: Share[] }).shares

export const makeShare = async (opened: Opened, share: NewShare): Promise<MadeShare> =>
  (await call(sharesPath(opened), json('POST', share))) as MadeShare

export const revokeShare = async (opened: Opened, id: string): Promise<Share> =>
  ((await call(`${sharesPath(opened)}/${encodeURIComponent(id)}`, { method: 'DELETE' })) as { share: Share }).share
