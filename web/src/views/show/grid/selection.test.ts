import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type GridRow,
  type Selection,
  type Step,
  NOTHING,
  edit,
  enter,
  extend,
  extendTo,
  place,
  selectAll,
  settle,
  step,
  toggle,
} from './selection'

const SEGMENT = ['order', 'name', 'start_time', 'duration', 'notes'] as const
const CUE = ['number', 'department', 'label', 'note'] as const
const segment = (id: string): GridRow => ({ id, columns: SEGMENT, group: 'segment' })
const cue = (id: string): GridRow => ({ id, columns: CUE, group: 'cue' })
const ADD: GridRow = { id: 'add', columns: ['name'], group: 'add' }
const ROWS = [segment('a'), cue('a1'), cue('a2'), segment('b'), segment('c'), ADD]

const at = (selection: Selection): string => `${selection.active?.row}.${selection.active?.column}`
const walk = (from: Selection, steps: readonly Step[]): string[] => {
  let here = from
  return steps.map((way) => at((here = step(here, way, ROWS, { page: 3 }))))
}

describe('going about', () => {
  it('U6 follows the arrows and stops at the edges', () => {
    expect(walk(place({ row: 'b', column: 'name' }), ['left', 'left', 'right', 'down', 'right'])).toEqual([
      'b.order',
      'b.order',
      'b.name',
      'c.name',
      'c.start_time',
    ])
  })

  it('keeps the wanted column across rows that lack it', () => {
    expect(walk(place({ row: 'a', column: 'notes' }), ['down', 'down', 'down'])).toEqual([
      'a1.note',
      'a2.note',
      'b.notes',
    ])
    expect(walk(place({ row: 'c', column: 'duration' }), ['down', 'up'])).toEqual(['add.name', 'c.duration'])
  })

  it('reads on with Tab, from the end of a row to the start of the next', () => {
    expect(walk(place({ row: 'a', column: 'notes' }), ['next', 'previous', 'previous'])).toEqual([
      'a1.number',
      'a.notes',
      'a.duration',
    ])
    expect(walk(place({ row: 'add', column: 'name' }), ['next'])).toEqual(['add.name'])
    expect(walk(place({ row: 'a', column: 'order' }), ['previous'])).toEqual(['a.order'])
  })

  it('jumps by page, to the ends of a row and to the corners', () => {
    expect(
      walk(place({ row: 'a', column: 'name' }), ['pageDown', 'rowEnd', 'rowStart', 'last', 'first', 'pageUp']),
    ).toEqual(['b.name', 'b.notes', 'b.order', 'add.name', 'a.order', 'a.order'])
  })

  it('enters at the first row when nothing is active', () => {
    expect(at(step(NOTHING, 'down', ROWS))).toBe('a.name')
    expect(enter(NOTHING, [])).toBe(NOTHING)
  })
})

describe('picking rows', () => {
  it('extends over the rows of one group and shrinks again', () => {
    const start = place({ row: 'a', column: 'name' })
    const two = extend(start, 1, ROWS)
    expect([at(two), two.rows]).toEqual(['b.name', ['a', 'b']])
    const three = extend(two, 1, ROWS)
    expect(three.rows).toEqual(['a', 'b', 'c'])
    expect(extend(three, -1, ROWS).rows).toEqual(['a', 'b'])
    expect(extend(extend(three, 1, ROWS), 1, ROWS).rows).toEqual(['a', 'b', 'c'])
  })

  it('extends upwards from the anchor', () => {
    const up = extendTo(place({ row: 'c', column: 'name' }), 'a', ROWS)
    expect([at(up), up.anchor, up.rows]).toEqual(['a.name', 'c', ['a', 'b', 'c']])
  })

  it('adds and removes single rows, and starts anew in another group', () => {
    const both = toggle(place({ row: 'a', column: 'name' }), { row: 'c', column: 'name' }, ROWS)
    expect(both.rows).toEqual(['a', 'c'])
    expect(toggle(both, { row: 'a', column: 'name' }, ROWS).rows).toEqual(['c'])
    expect(toggle(both, { row: 'a1', column: 'label' }, ROWS).rows).toEqual(['a1'])
  })

  it('selects all of the group', () => {
    expect(selectAll(place({ row: 'a2', column: 'label' }), ROWS).rows).toEqual(['a1', 'a2'])
    expect(selectAll(NOTHING, ROWS)).toBe(NOTHING)
  })
})

describe('while others edit', () => {
  const here = place({ row: 'b', column: 'start_time' })

  it('U6 the focus goes with its row', () => {
    const moved = [segment('b'), segment('c'), segment('a'), ADD]
    expect(settle(here, ROWS, moved)).toBe(here)
  })

  it('falls to the row that took the place of a deleted one and ends its edit', () => {
    const settled = settle(edit(here, 'keep'), ROWS, [segment('a'), cue('a1'), cue('a2'), segment('c'), ADD])
    expect([at(settled), settled.editing, settled.halted]).toEqual(['c.start_time', null, true])
  })

  it('drops deleted rows from what is picked', () => {
    const picked = selectAll(here, ROWS)
    const settled = settle(picked, ROWS, [segment('b'), segment('c'), ADD])
    expect(settled.rows).toEqual(['b', 'c'])
  })

  it('moves to a column that is still shown when the columns change', () => {
    const narrow = ROWS.map((row) => (row.group === 'segment' ? { ...row, columns: ['order', 'name'] } : row))
    expect(at(settle(here, ROWS, narrow))).toBe('b.name')
  })

  it('has nothing active when no row is left', () => {
    expect(settle(here, ROWS, []).active).toBeNull()
  })
})

describe('whatever one presses', () => {
  const ways: Step[] = [
    'up',
    'down',
    'left',
    'right',
    'next',
    'previous',
    'rowStart',
    'rowEnd',
    'pageUp',
    'pageDown',
    'first',
    'last',
  ]

  it('the active cell exists, is picked, and Tab visits every cell once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ways)), fc.integer({ min: 1, max: 9 }), (steps, page) => {
        let here: Selection = enter(NOTHING, ROWS)
        for (const way of steps) here = step(here, way, ROWS, { page })
        const row = ROWS.find((one) => one.id === here.active?.row)
        expect(row?.columns).toContain(here.active?.column)
        expect(here.rows).toEqual([here.active?.row])
      }),
    )
    const cells = ROWS.reduce((sum, row) => sum + row.columns.length, 0)
    let here = step(enter(NOTHING, ROWS), 'first', ROWS)
    const seen = new Set([at(here)])
    for (let i = 1; i < cells; i++) seen.add(at((here = step(here, 'next', ROWS))))
    expect(seen.size).toBe(cells)
  })
})
