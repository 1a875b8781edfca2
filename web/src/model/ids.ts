/**
 * Every record gets a name that nobody else in the world gives to another one.
 *
 * `newId()` is a UUID v4 in lower case. It is made from `crypto.getRandomValues`, which also exists on
 * plain http (a venue's LAN is no secure context, and there `crypto.randomUUID` is missing).
 */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const GROUPS = [
  [0, 4],
  [4, 6],
  [6, 8],
  [8, 10],
  [10, 16],
] as const

export const uuidFromBytes = (bytes: Uint8Array): string => {
  const marked = Uint8Array.from(bytes)
  marked[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40 // version 4
  marked[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80 // the RFC's variant
  const hex = Array.from(marked, (byte) => HEX[byte])
  return GROUPS.map(([from, to]) => hex.slice(from, to).join('')).join('-')
}

export const newId = (): string => uuidFromBytes(crypto.getRandomValues(new Uint8Array(16)))
