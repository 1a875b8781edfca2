/**
 * How messages look when they travel over plain requests (docs/reference/wire.md): events down, posts up.
 *
 *   const reader = new EventReader()
 *   reader.feed(text) → Event[]                    the events that are whole now
 *   writePost(first, heard, frames) → bytes        numbered frames, and the number of the last event heard
 */
import * as encoding from 'lib0/encoding'

export type Event =
  | { readonly kind: 'message'; readonly number: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'close'; readonly code: number; readonly reason: string }
  | { readonly kind: 'ask' } // the server wants a sign that we are here

const END = '\n\n'

export class EventReader {
  /** Of an event that is not whole yet; joined once it is, for a large one comes in many pieces. */
  #pieces: string[] = []
  #last = ''

  feed(text: string): Event[] {
    const ends = (this.#last + text).includes(END)
    this.#pieces.push(text)
    this.#last = text.slice(-1) || this.#last
    if (!ends) return []
    const blocks = this.#pieces.join('').split(END)
    this.#pieces = [blocks.pop() ?? '']
    return blocks.map(eventIn).filter((event) => event !== null)
  }
}

const eventIn = (block: string): Event | null => {
  const fields = new Map<string, string>()
  for (const line of block.split('\n')) {
    const colon = line.indexOf(': ')
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 2))
  }
  const data = fields.get('data')
  if (data === undefined) return null
  const kind = fields.get('event')
  if (kind === 'ask') return { kind }
  if (kind === 'close') return { kind, ...(JSON.parse(data) as { code: number; reason: string }) }
  return { kind: 'message', number: Number(fields.get('id')), bytes: bytesOf(data) }
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.codePointAt(at) ?? 0
  return bytes
}

export const writePost = (first: number, heard: number, frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, first)
  encoding.writeVarUint(encoder, heard)
  for (const frame of frames) encoding.writeVarUint8Array(encoder, frame)
  return encoding.toUint8Array(encoder)
}
