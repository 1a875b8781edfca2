/**
 * What one of the crew keeps for themselves in this browser: how large they read, what they have seen of their cues, and
 * their own notes. None of it goes to the server, so nobody else can read it, and another device does not have it.
 *
 *   typeSize                    a step of TYPE_SIZES                      buzz      whether the device vibrates, too
 *   seenOf(show)                what they have looked at last; null before the first time
 *   ownNotes(show)              by cue;  writeOwnNote(show, cue, text)    "" takes it away
 *   heardCall(show)             what was heard of the call last, and when: for a page that is loaded without the server
 */
import { type Seen, seenFrom } from '../model/seen'
import { keptOwn } from './keeper'
import type { Kept } from './storage'

export const TYPE_SIZES = [0.85, 1, 1.2, 1.45, 1.75] as const
const USUAL = 1

export const typeSize: Kept<number> = keptOwn('callboard:crew-size', (stored) =>
  typeof stored === 'number' && stored in TYPE_SIZES ? stored : USUAL,
)

export const buzz: Kept<boolean> = keptOwn('callboard:crew-buzz', (stored) => stored === true)

/** One for each show, for it listens to other windows from then on. */
const once = <T>(make: (show: string) => Kept<T>): ((show: string) => Kept<T>) => {
  const known = new Map<string, Kept<T>>()
  return (show) => {
    const found = known.get(show) ?? make(show)
    known.set(show, found)
    return found
  }
}

export const seenOf = once((show) => keptOwn<Seen | null>(`callboard:crew-seen:${show}`, seenFrom))

export const LONGEST_NOTE = 500
const MOST_NOTES = 500

type OwnNotes = Readonly<Record<string, string>>

const notesFrom = (stored: unknown): OwnNotes =>
  typeof stored === 'object' && stored !== null
    ? Object.fromEntries(Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
    : {}

export const ownNotes = once((show) => keptOwn<OwnNotes>(`callboard:crew-notes:${show}`, notesFrom))

export const writeOwnNote = (show: string, cue: string, text: string): void => {
  const { [cue]: _, ...others } = ownNotes(show).get()
  const written = text.trim().slice(0, LONGEST_NOTE)
  const kept = Object.entries(others).slice(-(MOST_NOTES - 1))
  ownNotes(show).set(written === '' ? others : { ...Object.fromEntries(kept), [cue]: written })
}

export interface HeardCall {
  /** The server's time. */
  readonly at: number
  /** The state of the call as it came. */
  readonly state: { readonly sessionId: string }
}

const heardFrom = (stored: unknown): HeardCall | null => {
  const { at, state } = (stored ?? {}) as Partial<HeardCall>
  return typeof at === 'number' && typeof state?.sessionId === 'string' ? { at, state } : null
}

export const heardCall = once((show) => keptOwn<HeardCall | null>(`callboard:crew-call:${show}`, heardFrom))
