/** The bridge: a component reads any store through one of these, and re-renders only when its own part changed. */
import { useSyncExternalStore } from 'react'
import type { Readable } from '../sync/readable'

/** `select` returns an existing value or a primitive; for something built fresh, wrap it in `useShallow`. */
export const useDoc = <T, U>(store: Readable<T>, select: (value: T) => U): U =>
  useSyncExternalStore(store.subscribe, () => select(store.get()))

export const useReadable = <T>(store: Readable<T>): T => useSyncExternalStore(store.subscribe, store.get)
