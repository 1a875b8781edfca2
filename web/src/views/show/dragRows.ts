/**
 * Moving rows with the mouse or a finger: where they would land, as pure questions about boxes on the screen.
 *
 * A press becomes a drag after five pixels, or after 150 ms in the same place for a finger, which otherwise scrolls.
 */
export const THRESHOLD_PX = 5
export const HOLD_MS = 150

export interface Point {
  readonly x: number
  readonly y: number
}

export const isDrag = (from: Point, to: Point): boolean => Math.hypot(to.x - from.x, to.y - from.y) >= THRESHOLD_PX

export interface RowBox {
  readonly id: string
  readonly kind: 'segment' | 'cue' | 'addCue' | 'addSegment'
  readonly top: number
  readonly bottom: number
}

/** Between which rows: before this one, or (`null`) at the end. `y` is where the line is drawn. */
export interface Drop {
  readonly before: string | null
  /** For cues: the segment they go to. */
  readonly segment: string | null
  readonly y: number
}

/** Segments land between segments: an opened one is one block with its cues. */
export const segmentDrop = (boxes: readonly RowBox[], y: number): Drop | null => {
  const blocks = blocksOf(boxes)
  const block = blocks.find(({ top, bottom }) => y < (top + bottom) / 2)
  const end = blocks.at(-1)?.bottom
  if (block) return { before: block.id, segment: null, y: block.top }
  return end === undefined ? null : { before: null, segment: null, y: end }
}

const blocksOf = (boxes: readonly RowBox[]): { id: string; top: number; bottom: number }[] => {
  const blocks: { id: string; top: number; bottom: number }[] = []
  for (const box of boxes) {
    const last = blocks.at(-1)
    if (box.kind === 'segment') blocks.push({ id: box.id, top: box.top, bottom: box.bottom })
    else if (last && box.kind !== 'addSegment') last.bottom = box.bottom
  }
  return blocks
}

/** Cues land among the cues of any opened segment, or at the end of the segment they are held over. */
export const cueDrop = (boxes: readonly RowBox[], y: number): Drop | null => {
  let segment: string | null = null
  for (const [index, box] of boxes.entries()) {
    if (box.kind === 'segment') segment = box.id
    if (segment === null || box.kind === 'addSegment') continue
    const next = boxes[index + 1]
    const isLast = !next || next.kind === 'segment' || next.kind === 'addSegment'
    if (box.kind === 'cue' && y < (box.top + box.bottom) / 2) return { before: box.id, segment, y: box.top }
    if (box.kind === 'segment' && y < box.bottom) return firstOf(boxes, index, segment)
    if (box.kind === 'addCue' && y < box.bottom) return { before: null, segment, y: box.top }
    if (isLast && y < box.bottom) return { before: null, segment, y: box.bottom }
  }
  return null
}

const firstOf = (boxes: readonly RowBox[], index: number, segment: string): Drop => {
  const next = boxes[index + 1]
  return { before: next?.kind === 'cue' ? next.id : null, segment, y: boxes[index]?.bottom ?? 0 }
}

const EDGE = 48
const FASTEST = 18

/** How far to scroll in one frame: nothing in the middle, faster towards the edges. */
export const scrollStep = (y: number, frame: { readonly top: number; readonly bottom: number }): number => {
  const above = frame.top + EDGE - y
  const below = y - (frame.bottom - EDGE)
  const depth = Math.max(above, below)
  if (depth <= 0) return 0
  const speed = Math.ceil((Math.min(depth, EDGE) / EDGE) * FASTEST)
  return above > 0 ? -speed : speed
}
