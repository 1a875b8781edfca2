/**
 * Which cells of a row are marked because two edits met there, sorted by row, so that a row hears only of its own.
 */
import type { Conflict } from '../../../api/history'
import type { ConflictsState } from './conflictStore'

const NONE: readonly Conflict[] = Object.freeze([])

const sortedBy = new WeakMap<readonly Conflict[], ReadonlyMap<string, readonly Conflict[]>>()

const recordIn = ({ path }: Conflict): string => path.split('/')[1] ?? ''

const sorted = (conflicts: readonly Conflict[]): ReadonlyMap<string, readonly Conflict[]> => {
  const known = sortedBy.get(conflicts)
  if (known) return known
  const rows = new Map<string, Conflict[]>()
  for (const conflict of conflicts) {
    const row = recordIn(conflict)
    rows.set(row, [...(rows.get(row) ?? []), conflict])
  }
  sortedBy.set(conflicts, rows)
  return rows
}

/** A selector for one row: the same array as long as the same conflicts are open. */
export const conflictsIn =
  (row: string) =>
  ({ conflicts }: ConflictsState): readonly Conflict[] =>
    conflicts.length === 0 ? NONE : (sorted(conflicts).get(row) ?? NONE)

/** The field that a conflict is about; a whole row has its mark where its name is. */
const fieldIn = ({ path }: Conflict): string => path.split('/')[2] ?? ''

/** The conflict to be marked at each field that is in sight; what has no cell in sight is marked at the name. */
export const marksAt = (conflicts: readonly Conflict[], fields: readonly string[], name: string): ReadonlyMap<string, Conflict> =>
  new Map(
    conflicts.toReversed().map((conflict) => {
      const field = fieldIn(conflict)
      return [fields.includes(field) ? field : name, conflict]
    }),
  )
