import { type PointerEvent, type RefObject, useEffect, useMemo, useState } from 'react'
import { moveCues, moveSegments } from '../../model/showEdits'
import type { ShowDesk } from './desk'
import { type Drop, HOLD_MS, type Point, type RowBox, cueDrop, isDrag, scrollStep, segmentDrop } from './dragRows'
import { count, quoted } from './words'

export interface Dragging {
  readonly ids: readonly string[]
  readonly word: string
  readonly at: Point
  /** The line, in the scrolled contents of the grid. */
  readonly line: number | null
}

type Kind = 'segments' | 'cues'

const boxesIn = (scroller: HTMLElement): RowBox[] =>
  [...scroller.querySelectorAll<HTMLElement>('[data-row-id]')].map((row) => {
    const { top, bottom } = row.getBoundingClientRect()
    return { id: row.dataset['rowId'] ?? '', kind: row.dataset['kind'] as RowBox['kind'], top, bottom }
  })

const DROPS = { segments: segmentDrop, cues: cueDrop } as const

const move = (desk: ShowDesk, kind: Kind, ids: readonly string[], drop: Drop): void => {
  const { doc } = desk.session
  const place = { before: drop.before }
  if (kind === 'segments') moveSegments(doc, ids, place, desk.context())
  else if (drop.segment !== null) {
    moveCues(doc, ids, drop.segment, place, desk.context())
    desk.setOpen(drop.segment, { open: true })
  }
}

const wordFor = (desk: ShowDesk, kind: Kind, ids: readonly string[]): string => {
  const [first = ''] = ids
  if (ids.length > 1) return count(ids.length, kind === 'segments' ? 'segment' : 'cue')
  return kind === 'segments'
    ? quoted(desk.show.segments[first]?.name ?? '')
    : quoted(desk.show.cues[first]?.label ?? '')
}

/** One drag, from the press to the release. */
class RowDrag {
  readonly #desk: ShowDesk
  readonly #scroller: HTMLElement
  readonly #show: (dragging: Dragging | null) => void
  readonly #ids: readonly string[]
  readonly #kind: Kind
  #at: Point
  #drop: Drop | null = null
  #frame = 0

  constructor(
    desk: ShowDesk,
    scroller: HTMLElement,
    row: string,
    at: Point,
    show: (dragging: Dragging | null) => void,
  ) {
    this.#desk = desk
    this.#scroller = scroller
    this.#show = show
    this.#at = at
    this.#kind = desk.recordOf(row) === 'cues' ? 'cues' : 'segments'
    const picked = this.#kind === 'segments' ? desk.selectedSegments : desk.selectedCues
    this.#ids = picked.includes(row) ? picked : [row]
    if (!picked.includes(row)) desk.focus({ record: this.#kind, id: row })
    this.#tick()
  }

  to(at: Point): void {
    this.#at = at
    this.#draw()
  }

  #draw(): void {
    const found = DROPS[this.#kind](boxesIn(this.#scroller), this.#at.y)
    this.#drop = found && !this.#ids.includes(found.before ?? '') ? found : null
    const top = this.#scroller.getBoundingClientRect().top - this.#scroller.scrollTop
    this.#show({
      ids: this.#ids,
      word: wordFor(this.#desk, this.#kind, this.#ids),
      at: this.#at,
      line: this.#drop ? this.#drop.y - top : null,
    })
  }

  readonly #tick = (): void => {
    const by = scrollStep(this.#at.y, this.#scroller.getBoundingClientRect())
    if (by !== 0) {
      this.#scroller.scrollTop += by
      this.#draw()
    }
    this.#frame = requestAnimationFrame(this.#tick)
  }

  end({ drop }: { drop: boolean }): void {
    cancelAnimationFrame(this.#frame)
    this.#show(null)
    if (!drop || !this.#drop) return
    move(this.#desk, this.#kind, this.#ids, this.#drop)
    this.#desk.announce(`Moved ${wordFor(this.#desk, this.#kind, this.#ids)}`, { undo: true })
  }
}

/** Takes hold of rows by their grips. Escape lets go without moving anything. */
export const useRowDrag = (desk: ShowDesk, scroller: RefObject<HTMLElement | null>) => {
  const [dragging, show] = useState<Dragging | null>(null)
  const stop = useMemo(() => ({ now: () => {} }), [])
  useEffect(() => () => stop.now(), [stop])

  const onPointerDown = useMemo(
    () => (event: PointerEvent) => {
      const grip = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-grip]') : null
      const row = grip?.dataset['grip']
      if (!grip || row === undefined || event.button !== 0 || !scroller.current || !desk.mayEdit()) return
      event.preventDefault()
      const start = { x: event.clientX, y: event.clientY }
      const frame = scroller.current
      let drag: RowDrag | null = null
      const begin = (at: Point): void => void (drag ??= new RowDrag(desk, frame, row, at, show))
      const hold = event.pointerType === 'mouse' ? 0 : window.setTimeout(() => begin(start), HOLD_MS)
      const moved = (next: globalThis.PointerEvent): void => {
        const at = { x: next.clientX, y: next.clientY }
        if (!drag && isDrag(start, at)) begin(at)
        drag?.to(at)
      }
      const finish = (drop: boolean): void => {
        clearTimeout(hold)
        document.removeEventListener('pointermove', moved)
        document.removeEventListener('pointerup', released)
        document.removeEventListener('pointercancel', abandoned)
        document.removeEventListener('keydown', escaped, true)
        stop.now = () => {}
        drag?.end({ drop })
      }
      const released = (): void => finish(true)
      const abandoned = (): void => finish(false)
      const escaped = (key: KeyboardEvent): void => {
        if (key.key !== 'Escape') return
        key.stopPropagation()
        finish(false)
      }
      document.addEventListener('pointermove', moved)
      document.addEventListener('pointerup', released)
      document.addEventListener('pointercancel', abandoned)
      document.addEventListener('keydown', escaped, true)
      stop.now = abandoned
    },
    [desk, scroller, stop],
  )
  return { dragging, onPointerDown }
}
