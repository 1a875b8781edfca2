import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NearRows, rowAt } from './nearRows'

describe('which row is at a height', () => {
  it('is the first one that ends below it, whatever their heights', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 200 }),
        fc.integer({ min: -50, max: 9000 }),
        (heights, y) => {
          let end = 0
          const bottoms = heights.map((height) => (end += height))
          const expected = bottoms.findIndex((bottom) => bottom > y)
          expect(rowAt(heights.length, (index) => bottoms[index] ?? 0, y)).toBe(
            expected < 0 ? heights.length : expected,
          )
        },
      ),
    )
  })
})

describe('rows that are drawn in full', () => {
  it('are the first ones until it is known what is in sight', () => {
    const near = new NearRows()
    near.show(Array.from({ length: 100 }, (_, index) => `row ${index}`))
    expect(near.get().has('row 0')).toBe(true)
    expect(near.get().has('row 99')).toBe(false)
  })

  it('tell nobody when the same ones are shown again', () => {
    const near = new NearRows()
    near.show(['a', 'b'])
    const told: unknown[] = []
    near.subscribe(() => told.push(near.get()))
    near.show(['a', 'b'])
    expect(told).toEqual([])
    near.show(['a', 'c'])
    expect(told).toHaveLength(1)
  })
})
