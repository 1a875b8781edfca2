/**
 * This browser's databases (IndexedDB), which some browsers refuse and none promises to open in time.
 *
 *   await opens(indexedDB)            whether it opens anything at all
 *   await forgetDatabase(name)        deletes one, and tells whether it is gone
 *   await databaseNames()             those there are; null where a browser does not tell
 *   await within(promise, patience)   waits, but not for ever
 */

/** A browser that does not open its storage in this time is treated as one that has none. */
export const PATIENCE = 5_000

/** Tells whether it came true in time. */
export const within = (promise: Promise<unknown>, patience: number): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), patience)
    const done = (isTrue: boolean) => (): void => {
      clearTimeout(timer)
      resolve(isTrue)
    }
    promise.then(done(true), done(false))
  })

const answered = (request: IDBOpenDBRequest): Promise<IDBDatabase | undefined> =>
  new Promise((resolve, reject) => {
    request.addEventListener('error', () => reject(new Error('this browser does not open its storage')))
    request.addEventListener('success', () => resolve(request.result))
  })

/** Private windows of some browsers have IndexedDB and refuse to open it; y-indexeddb would wait for ever. */
export const opens = async (factory: IDBFactory | undefined): Promise<boolean> => {
  if (factory === undefined) return false
  const trial = async (): Promise<void> => (await answered(factory.open('callboard:probe')))?.close()
  return within(trial(), PATIENCE)
}

/** Other windows let go of it when they are told. */
export const forgetDatabase = (name: string): Promise<boolean> => within(answered(indexedDB.deleteDatabase(name)), PATIENCE)

export const databaseNames = async (): Promise<readonly string[] | null> => {
  try {
    return (await indexedDB.databases()).map(({ name }) => name ?? '')
  } catch {
    return null
  }
}
