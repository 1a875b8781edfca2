/**
 * The secret of a link stands after the # of its address, which never travels to a server. It is taken out of the
 * address bar as soon as it is read, and kept with this entry of the window's history: a reload still has it, and
 * nobody who looks at the screen does.
 *
 *   takeSecret() → the secret, "" when the address has none        useSecret()   in a component
 */
import { useSyncExternalStore } from 'react'

const keptIn = (state: unknown): string => {
  const { secret } = (state ?? {}) as { readonly secret?: unknown }
  return typeof secret === 'string' ? secret : ''
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export const takeSecret = (): string => {
  const shown = decoded(location.hash.slice(1)).trim()
  if (shown !== '') history.replaceState({ secret: shown }, '', location.pathname + location.search)
  return shown || keptIn(history.state)
}

/** Another link may be pasted into the address bar of the same window. */
const subscribe = (listener: () => void): (() => void) => {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

export const useSecret = (): string => useSyncExternalStore(subscribe, takeSecret)
