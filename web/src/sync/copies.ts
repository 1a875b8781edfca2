/**
 * The copies of documents that this browser keeps for somebody (U13): named, read, given up, and passed on from a guest
 * to the account that the guest signs in with.
 *
 *   await keptCopies(who)             the documents
 *   await readCopy(who, name, kind)   the contents of one; null when there are none
 *   await giveUp(who)                 deletes them with all that is kept beside them; tells whether nothing is left
 *   await takeOver()                  the heir has the guest's (keeper.ts); before anything is opened
 */
import * as Y from 'yjs'
import type { Kind } from '../model/schema'
import { databaseNames, forgetDatabase, PATIENCE, within } from './database'
import { DeviceCopy } from './device'
import { DocStore } from './docStore'
import { belongings, databaseName, documentIn, forgetHeir, GUEST, heirHere } from './keeper'
import type { Readable } from './readable'
import type { SmallStorage } from './storage'

const MENTIONS = /^callboard:(?:unsaved|columns|reader):([^:]+)/

const keysOf = (small: SmallStorage): string[] => Array.from({ length: small.length }, (_, index) => small.key(index) ?? '')

/** Where a browser does not tell what databases it has, what is kept beside a copy gives it away. */
export const keptCopies = async (who: string): Promise<readonly string[]> => {
  const names = await databaseNames()
  const found = names?.map((name) => documentIn(name, who)) ?? keysOf(belongings(who)).map((key) => MENTIONS.exec(key)?.[1])
  return [...new Set(found.filter((name) => name !== null && name !== undefined))].sort()
}

export const readCopy = async <T extends object>(who: string, name: string, kind: Kind): Promise<T | null> => {
  const doc = new Y.Doc()
  const copy = new DeviceCopy(name, doc, undefined, who)
  const store = new DocStore<T>(doc, kind)
  await copy.opened
  const contents = copy.hadContents ? store.get() : null
  await copy.close()
  store.destroy()
  doc.destroy()
  return contents
}

/** Only what belongs to documents and the person goes: who is here and how the app looks is not in there. */
const KEPT_BESIDE = /^callboard:(?:unsaved|brought|columns|columns-unsent|crew-seen|crew-notes|crew-call|reader|documents|workspace)(?::|$)/

export const giveUp = async (who: string): Promise<boolean> => {
  for (const name of await keptCopies(who)) {
    const database = databaseName(name, who)
    if (database !== null) await forgetDatabase(database)
  }
  const small = belongings(who)
  for (const key of keysOf(small)) if (KEPT_BESIDE.test(key)) small.removeItem(key)
  return (await keptCopies(who)).length === 0
}

const becomes = <T>(state: Readable<T>, wanted: T): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (state.get() === wanted) resolve()
    }
    state.subscribe(look)
    look()
  })

/** Brings both copies together in the heir's; the guest's goes when that is stored. */
const hand = async (name: string, heir: string): Promise<boolean> => {
  const doc = new Y.Doc()
  const from = new DeviceCopy(name, doc, undefined, GUEST)
  await from.opened
  const to = new DeviceCopy(name, doc, undefined, heir)
  await to.opened
  const isStored = await within(becomes(to.state, 'saved'), PATIENCE)
  await to.close()
  if (isStored) await from.forget()
  else await from.close()
  doc.destroy()
  return isStored
}

export const takeOver = async (): Promise<void> => {
  const heir = heirHere()
  if (heir === null) return
  for (const name of await keptCopies(GUEST)) if (!(await hand(name, heir))) return
  const [theirs, own] = [belongings(GUEST), belongings(heir)]
  for (const key of keysOf(theirs)) {
    const value = theirs.getItem(key)
    if (value !== null && own.getItem(key) === null) own.setItem(key, value)
    theirs.removeItem(key)
  }
  forgetHeir()
}

