/**
 * What the server is doing, for whoever looks after it; times are Unix milliseconds, durations seconds.
 *
 * It is shown on the server's own machine, and elsewhere to whoever has the token; to others an ApiError says
 * "not_shown".
 */
import { call } from '../api'

export interface Saving {
  /** Why nothing can be stored; null while all is well. */
  readonly trouble: string | null
  readonly unsaved_entries: number
  readonly unsaved_bytes: number
  readonly unsaved_since: number | null
  readonly commits: number
  /** How long the disk took for the latest commits; null before the first. */
  readonly commit_median: number | null
  readonly commit_worst: number | null
  readonly failures: number
  readonly checkpoints: number
  readonly checkpoint_failures: number
  readonly checkpoint_last_at: number | null
}

export interface OpenDocument {
  readonly name: string
  readonly kind: string
  readonly title: string
  /** How many sockets have it open. */
  readonly people: number
  readonly unsaved: number
  readonly log_entries: number
  readonly log_bytes: number
  readonly rebuilding: boolean
}

export interface OpenSocket {
  readonly number: number
  readonly address: string
  readonly since: number
  readonly dialect: string
  /** What they call themselves; nobody has verified it. */
  readonly people: readonly string[]
  readonly documents: readonly string[]
  readonly documents_open: number
  readonly waiting_bytes: number
  readonly is_slow: boolean
  readonly fell_behind: number
}

/** An edit that could not be digested; its content is never told. */
export interface SetAside {
  readonly document: string
  readonly at: number
  readonly cause: string
  readonly bytes: number
}

export interface ServerStatus {
  readonly version: string
  readonly addresses: readonly string[]
  readonly database: string
  readonly now: number
  readonly started_at: number
  readonly saving: Saving
  readonly process: {
    readonly memory_bytes: number | null
    readonly loop_lag_median: number | null
    readonly loop_lag_worst: number | null
  }
  readonly totals: { readonly updates: number; readonly deliveries: number; readonly refused: Readonly<Record<string, number>> }
  readonly documents: readonly OpenDocument[]
  readonly documents_open: number
  readonly sockets: readonly OpenSocket[]
  readonly sockets_open: number
  readonly slow_readers: number
  readonly quarantine: readonly SetAside[]
  /** Null while the store does not tell. */
  readonly quarantined: number | null
}

export const readStatus = async (token: string): Promise<ServerStatus> =>
  (await call('/server/status', token === '' ? {} : { headers: { authorization: `Bearer ${token}` } })) as ServerStatus
