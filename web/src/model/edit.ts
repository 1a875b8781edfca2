/**
 * What every named edit has in common: who makes it, when, with which dice, and that it is one step to undo.
 *
 *   EditContext   {now, author, random, newId}: everything an edit needs from outside, so that edits stay pure
 *   editContext   the one of this browser, at this moment
 *   LOCAL         the origin of every transaction made here; undo tracks this origin and no other
 *   edit          runs a function as one transaction with that origin
 *   stamp         writes `updated_at` when the stored one is more than ten seconds old
 */
import type * as Y from 'yjs'
import { newId } from './ids'

export interface EditContext {
  /** Unix time in milliseconds. */
  readonly now: number
  /** The name that goes into `created_by`. */
  readonly author: string
  /** A number in [0, 1), as Math.random gives it. */
  readonly random: () => number
  readonly newId: () => string
}

export const LOCAL = Symbol('an edit made in this window')

export const editContext = (author: string): EditContext => ({
  now: Date.now(),
  author,
  random: Math.random,
  newId,
})

export const edit = <T>(doc: Y.Doc, change: () => T): T => doc.transact(change, LOCAL)

/** Typing writes many transactions; one time stamp in ten seconds is as useful and far smaller. */
const STAMP_EVERY = 10_000

export const stamp = (record: Y.Map<unknown>, now: number): void => {
  const stored = record.get('updated_at')
  if (typeof stored === 'number' && Math.abs(now - stored) <= STAMP_EVERY) return
  record.set('updated_at', now)
}
