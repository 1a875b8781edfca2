import { describe, expect, it } from 'vitest'
import { type RowBox, cueDrop, isDrag, scrollStep, segmentDrop } from './dragRows'

const box = (id: string, kind: RowBox['kind'], top: number, height = 40): RowBox => ({
  id,
  kind,
  top,
  bottom: top + height,
})

/** Two segments, the first opened with two cues. */
const BOXES: readonly RowBox[] = [
  box('doors', 'segment', 0),
  box('lx1', 'cue', 40),
  box('lx2', 'cue', 80),
  box('add-doors', 'addCue', 120),
  box('keynote', 'segment', 160),
  box('add', 'addSegment', 200),
]

describe('where rows land', () => {
  it('a press becomes a drag after five pixels', () => {
    expect(isDrag({ x: 10, y: 10 }, { x: 13, y: 13 })).toBe(false)
    expect(isDrag({ x: 10, y: 10 }, { x: 10, y: 15 })).toBe(true)
  })

  it.each([
    [-30, 'doors', 0],
    [20, 'doors', 0],
    [79, 'doors', 0],
    [81, 'keynote', 160],
    [179, 'keynote', 160],
    [190, null, 200],
    [900, null, 200],
  ] as const)('U7 a segment at %i lands before %s', (y, before, line) => {
    expect(segmentDrop(BOXES, y)).toEqual({ before, segment: null, y: line })
  })

  it.each([
    [10, 'lx1', 'doors', 40],
    [50, 'lx1', 'doors', 40],
    [70, 'lx2', 'doors', 80],
    [110, null, 'doors', 120],
    [130, null, 'doors', 120],
    [165, null, 'keynote', 200],
  ] as const)('U7 a cue at %i lands before %s in %s', (y, before, segment, line) => {
    expect(cueDrop(BOXES, y)).toEqual({ before, segment, y: line })
  })

  it('nothing lands where there is nothing', () => {
    expect(segmentDrop([box('add', 'addSegment', 0)], 10)).toBeNull()
    expect(cueDrop(BOXES, 500)).toBeNull()
  })

  it('scrolls near the edges, faster towards them', () => {
    const frame = { top: 100, bottom: 500 }
    expect(scrollStep(300, frame)).toBe(0)
    expect(scrollStep(140, frame)).toBeLessThan(0)
    expect(scrollStep(90, frame)).toBeLessThan(scrollStep(140, frame))
    expect(scrollStep(499, frame)).toBeGreaterThan(scrollStep(460, frame))
  })
})
