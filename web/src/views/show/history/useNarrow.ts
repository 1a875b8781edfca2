import { useSyncExternalStore } from 'react'

const narrow = typeof matchMedia === 'undefined' ? null : matchMedia('(max-width: 52rem)')

const subscribe = (listener: () => void): (() => void) => {
  narrow?.addEventListener('change', listener)
  return () => narrow?.removeEventListener('change', listener)
}

/** Whether there is no room for a panel beside the grid. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow?.matches ?? false)
