import { describe, expect, it } from 'vitest'
import { deletedRow, movedRow, twoStarts } from './examples'
import { conflictsIn, marksAt } from './marks'

const state = (...conflicts: Parameters<typeof marksAt>[0][number][]) => ({ amount: conflicts.length, conflicts, isAway: false })

describe('the cells where two edits met (U10)', () => {
  it('are known by row, and a row without any hears nothing', () => {
    const [none, one] = [state(), state(twoStarts(), deletedRow)]
    expect(conflictsIn('a')(one).map(({ id }) => id)).toEqual([twoStarts().id])
    expect(conflictsIn('z')(none)).toBe(conflictsIn('z')(one))
    expect(conflictsIn('a')(one)).toBe(conflictsIn('a')(one))
  })

  it('are those of the field, the newest where several met, and the name for what has no cell in sight', () => {
    const newest = twoStarts('newest')
    expect(marksAt([newest, twoStarts('older')], ['name', 'start'], 'name')).toEqual(new Map([['start', newest]]))
    expect(marksAt([newest], ['name', 'duration'], 'name')).toEqual(new Map([['name', newest]]))
    expect(marksAt([movedRow], ['name', 'start'], 'name')).toEqual(new Map([['name', movedRow]]))
  })
})
