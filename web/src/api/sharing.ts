/**
 * The share links of a document. A link is told once, in the answer to making it; after that nobody can read it again.
 */
import { call, documentPath, json } from '../api'

export interface Share {
  readonly id: string
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

export interface NewShare {
  readonly role: string
  readonly label: string
  /** Without it the link has no end. */
  readonly days?: number
  readonly passphrase?: string
}

const sharesPath = (documentName: string): string => `${documentPath(documentName)}/shares`

export const listShares = async (documentName: string): Promise<readonly Share[]> =>
  ((await call(sharesPath(documentName))) as { shares: Share[] }).shares

export const makeShare = async (documentName: string, share: NewShare): Promise<{ share: Share; link: string }> =>
  (await call(sharesPath(documentName), json('POST', share))) as { share: Share; link: string }

export const revokeShare = async (documentName: string, id: string): Promise<Share> =>
  ((await call(`${sharesPath(documentName)}/${encodeURIComponent(id)}`, { method: 'DELETE' })) as { share: Share }).share
