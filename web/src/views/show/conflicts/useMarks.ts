import { useMemo } from 'react'
import type { Conflict } from '../../../api/history'
import { useDoc } from '../../../react/useDoc'
import { useConflictStore } from './ConflictsContext'
import { conflictsIn, marksAt } from './marks'

/** The conflicts to be marked in a row, by field. A row that is drawn as words only does not ask. */
export const useMarks = (row: string, fields: readonly string[], name: string): ReadonlyMap<string, Conflict> => {
  const select = useMemo(() => conflictsIn(row), [row])
  const conflicts = useDoc(useConflictStore(), select)
  return useMemo(() => marksAt(conflicts, fields, name), [conflicts, fields, name])
}
