/** How figures of the server are said: "1.4 MB", "3 edits", "2 h 5 min", "0.8 ms". */
import type { ServerStatus } from '../../api/status'

const KILO = 1000

export const bytesInWords = (bytes: number): string => {
  if (bytes < KILO) return counted(bytes, 'byte')
  for (const [unit, size] of [['kB', KILO], ['MB', KILO ** 2]] as const) {
    if (bytes < size * KILO) return `${trimmed(bytes / size)} ${unit}`
  }
  return `${trimmed(bytes / KILO ** 3)} GB`
}

export const counted = (amount: number, thing: string, things = `${thing}s`): string =>
  `${amount.toLocaleString('en-GB')} ${amount === 1 ? thing : things}`

/** A short duration, in seconds, as one says it. */
export const tookInWords = (seconds: number | null): string => {
  if (seconds === null) return '–'
  if (seconds >= 1) return `${trimmed(seconds)} s`
  return seconds < 0.0001 ? 'under 0.1 ms' : `${trimmed(seconds * 1000)} ms`
}

/** How long something has been going on, in milliseconds. */
export const lastedInWords = (duration: number): string => {
  const minutes = Math.floor(Math.max(0, duration) / 60_000)
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)]
  if (minutes < 1) return 'less than a minute'
  if (days > 0) return `${counted(days, 'day')} ${hours} h`
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`
}

const PROTOCOLS: Readonly<Record<string, string>> = { 'hocuspocus': 'Hocuspocus', 'y-websocket': 'y-websocket', 'none yet': 'said nothing yet' }

export const protocolInWords = (dialect: string): string => PROTOCOLS[dialect] ?? dialect

/** Longer than this without being saved is worth saying. */
const LONG_UNSAVED_MS = 10_000

/** What somebody should do something about, the gravest first; nothing when all is well. */
export const troublesOf = ({ saving, now }: Pick<ServerStatus, 'saving' | 'now'>): readonly string[] => {
  if (saving.trouble !== null) return [`Nothing can be saved on the server: ${saving.trouble} Editing goes on; every browser keeps what it has.`]
  const waited = saving.unsaved_since === null ? 0 : now - saving.unsaved_since
  // No figure that grows: a screen reader would be told the sentence anew each time.
  return waited >= LONG_UNSAVED_MS ? ['The disk is slow: edits have waited for more than ten seconds to be saved.'] : []
}

const trimmed = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(1).replace(/\.0$/, ''))
