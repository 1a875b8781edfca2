/**
 * What the frames on the socket are about, as far as bookkeeping needs to know (wire: Hocuspocus).
 *
 *   frameOf(bytes) → {key, says, words} | null        null for a ping, or for what cannot be read
 *
 * A frame is: the key of a document (its name, a zero byte, a session), a type, a payload.
 */
import * as decoding from 'lib0/decoding'

export type Says =
  | 'everything' // an edit message with all that the other side lacked (sync step 2)
  | 'edit' // one live edit
  | 'stored' // the server: durable
  | 'not-stored' // the server: not taken
  | 'admitted' // the server: come in; `words` is "read-write" or "readonly"
  | 'denied' // the server: not you; `words` says why
  | 'closed' // the server has ended this document on this socket; `words` says why
  | 'refusal' // the server: an edit is not taken; `words` says why, before the answer "not-stored" comes
  | 'warning' // the server has something to tell the person about this document
  | 'other'

export interface Frame {
  readonly key: string
  readonly says: Says
  readonly words: string
}

const SYNC = 0
const AUTH = 2
const STATELESS = 5
const CLOSE = 7
const SYNC_STATUS = 8
const SYNC_MESSAGES: readonly Says[] = ['other', 'everything', 'edit']
const AUTH_MESSAGES: readonly Says[] = ['other', 'denied', 'admitted']

const NOTICES: ReadonlyMap<unknown, Says> = new Map([
  ['refused', 'refusal'],
  ['warning', 'warning'],
])

type Said = Omit<Frame, 'key'>
const wordless = (says: Says): Said => ({ says, words: '' })

const auth = (decoder: decoding.Decoder): Said => {
  const says = AUTH_MESSAGES[decoding.readVarUint(decoder)] ?? 'other'
  return says === 'other' ? wordless(says) : { says, words: decoding.readVarString(decoder) }
}

/** A text beside the document; the server's own is {"callboard": "refused" or "warning", "sentence": "…"}. */
const stateless = (decoder: decoding.Decoder): Said => {
  const told: unknown = JSON.parse(decoding.readVarString(decoder))
  if (typeof told !== 'object' || told === null || !('callboard' in told) || !('sentence' in told)) return wordless('other')
  const says = NOTICES.get(told.callboard)
  return says === undefined || typeof told.sentence !== 'string' ? wordless('other') : { says, words: told.sentence }
}

/** One line for each type of message that matters here. */
const TYPES: ReadonlyMap<number, (decoder: decoding.Decoder) => Said> = new Map([
  [SYNC, (decoder) => wordless(SYNC_MESSAGES[decoding.readVarUint(decoder)] ?? 'other')],
  [AUTH, auth],
  [STATELESS, stateless],
  [CLOSE, (decoder) => ({ says: 'closed', words: decoding.readVarString(decoder) })],
  [SYNC_STATUS, (decoder) => wordless(decoding.readVarInt(decoder) === 1 ? 'stored' : 'not-stored')],
])

export const frameOf = (bytes: Uint8Array): Frame | null => {
  if (bytes.length < 2) return null
  try {
    const decoder = decoding.createDecoder(bytes)
    const key = decoding.readVarString(decoder)
    return { key, ...(TYPES.get(decoding.readVarUint(decoder))?.(decoder) ?? wordless('other')) }
  } catch {
    return null
  }
}
