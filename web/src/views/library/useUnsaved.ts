import { useEffect, useMemo, useReducer } from 'react'
import { onOwn } from '../../sync/keeper'
import { unsavedChanges } from '../../sync/unsaved'

/** By document, the changes of this browser that no server has; looked up anew with the list and with other windows. */
export const useUnsaved = (list: unknown): ReadonlyMap<string, number> => {
  const [turn, again] = useReducer((turns: number) => turns + 1, 0)
  useEffect(() => onOwn(again), [])
  return useMemo(() => (list === null || turn < 0 ? new Map() : unsavedChanges()), [list, turn])
}
