/**
 * This browser's small storage (localStorage), which some browsers refuse: then nothing is kept beyond this page,
 * and everything else works all the same.
 *
 *   storage()                                    the real one, or one in memory
 *   kept(key, parse) → Readable<T> & set         one value under one key, the same in all windows
 */
import { Cell, type Readable } from './readable'

export interface SmallStorage {
  readonly length: number
  key(index: number): string | null
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

export const memoryStorage = (): SmallStorage => {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
}

const working = (): SmallStorage => {
  try {
    const { localStorage } = globalThis
    localStorage.setItem('callboard:probe', '1')
    localStorage.removeItem('callboard:probe')
    return localStorage
  } catch {
    return memoryStorage()
  }
}

let chosen: SmallStorage | null = null
export const storage = (): SmallStorage => (chosen ??= working())

/**
 * Hears of what another window of this browser wrote (value) or removed (null); the key null means everything.
 * The value is the one of that moment; what is stored may have changed again since.
 */
export const onStorage = (listener: (key: string | null, value: string | null) => void): (() => void) => {
  if (typeof window === 'undefined') return () => {}
  const heard = (event: StorageEvent): void => listener(event.key, event.newValue)
  window.addEventListener('storage', heard)
  return () => window.removeEventListener('storage', heard)
}

export const parsed = (text: string | null): unknown => {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

export interface Kept<T> extends Readable<T> {
  readonly set: (value: T) => void
}

/** `read` makes a value of whatever is stored, which may be missing, old or damaged. */
export const kept = <T>(key: string, read: (stored: unknown) => T, small: SmallStorage = storage()): Kept<T> => {
  const cell = new Cell<T>(read(parsed(small.getItem(key))))
  onStorage((changed) => {
    if (changed === key || changed === null) cell.set(read(parsed(small.getItem(key))))
  })
  const set = (value: T): void => {
    try {
      small.setItem(key, JSON.stringify(value))
    } catch {
      // A full storage costs the next visit this choice, not this one.
    }
    cell.set(value)
  }
  return { get: cell.get, subscribe: cell.subscribe, set }
}
