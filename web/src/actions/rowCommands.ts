/**
 * What the commands on rows do, whether the caret stands in a segment or in a cue.
 *
 * Where rows of both kinds are selected, cues win: they are what is under the hand.
 */
import { newCue } from '../model/cueNumbers'
import { edit, editContext } from '../model/edit'
import { cueOf, cuesOf, liveSegments, scheduleRow, segmentOf } from '../model/show'
import {
  deleteCues,
  deleteSegments,
  duplicateCues,
  duplicateSegments,
  insertCues,
  insertSegments,
  moveCues,
  moveSegments,
  type Place,
  setField,
  setFields,
} from '../model/showEdits'
import type { RecordName } from '../model/schema'
import type { ShowContext } from './showActions'

export type Side = 'above' | 'below'

const now = (ctx: ShowContext): ReturnType<typeof editContext> => editContext(ctx.author)

/** A cue has its number; its department comes first, then Tab leads to what it does and to its note. */
const open = (ctx: ShowContext, record: RecordName, id: string | undefined): void => {
  if (id !== undefined) ctx.grid.focus({ record, id, column: record === 'segments' ? 'name' : 'department', edit: true })
}

export const onCue = ({ grid }: ShowContext): boolean => grid.selectedCues.length > 0
export const onRow = ({ grid }: ShowContext): boolean => grid.selectedCues.length > 0 || grid.selectedSegments.length > 0

const beside = (ids: readonly string[], side: Side): Place => {
  if (side === 'above') return ids[0] === undefined ? { before: null } : { before: ids[0] }
  return ids.at(-1) === undefined ? { before: null } : { after: ids.at(-1) ?? null }
}

export const addRow = (side: Side) => (ctx: ShowContext): void => {
  const { session, show, grid } = ctx
  const cue = cueOf(show, grid.selectedCues.at(-1) ?? '')
  if (cue !== undefined) {
    const place = beside(grid.selectedCues, side)
    const [id] = insertCues(session.doc, cue.segment, place, [newCue(show, cue.segment, place, cue.department)], now(ctx))
    return open(ctx, 'cues', id)
  }
  const [id] = insertSegments(session.doc, beside(grid.selectedSegments, side), [{}], now(ctx))
  open(ctx, 'segments', id)
}

/** The segment of the caret, or that of its cue. */
const segmentHere = ({ show, grid }: ShowContext): string | undefined =>
  cueOf(show, grid.selectedCues.at(-1) ?? '')?.segment ?? grid.selectedSegments.at(-1)

export const hasSegment = (ctx: ShowContext): boolean => segmentHere(ctx) !== undefined

export const addCue = (ctx: ShowContext): void => {
  const segment = segmentHere(ctx)
  if (segment === undefined) return
  const after = ctx.grid.selectedCues.at(-1)
  const place: Place = after === undefined ? { before: null } : { after }
  const [id] = insertCues(ctx.session.doc, segment, place, [newCue(ctx.show, segment, place)], now(ctx))
  open(ctx, 'cues', id)
}

const counted = (count: number, one: string): string => (count === 1 ? `1 ${one}` : `${count} ${one}s`)

export const duplicate = (ctx: ShowContext): void => {
  const { session, grid } = ctx
  const record: RecordName = onCue(ctx) ? 'cues' : 'segments'
  const copies = onCue(ctx)
    ? duplicateCues(session.doc, grid.selectedCues, now(ctx))
    : duplicateSegments(session.doc, grid.selectedSegments, now(ctx))
  const [first] = copies
  if (first === undefined) return
  grid.focus({ record, id: first })
  grid.select(copies)
  grid.announce(`${counted(copies.length, onCue(ctx) ? 'cue' : 'segment')} duplicated.`)
}

export const remove = (ctx: ShowContext): void => {
  const { session, grid } = ctx
  const cues = onCue(ctx)
  const ids = cues ? grid.selectedCues : grid.selectedSegments
  if (cues) deleteCues(session.doc, ids, now(ctx))
  else deleteSegments(session.doc, ids, now(ctx))
  grid.announce(`${counted(ids.length, cues ? 'cue' : 'segment')} deleted.`, { undo: true })
}

/** The rows among which the selected ones move: those of their kind, cues within the segment of the first one. */
const peers = ({ show, grid }: ShowContext): readonly { readonly id: string }[] => {
  const cue = cueOf(show, grid.selectedCues[0] ?? '')
  return cue === undefined ? liveSegments(show) : cuesOf(show, cue.segment)
}

const selected = (ctx: ShowContext): readonly string[] => (onCue(ctx) ? ctx.grid.selectedCues : ctx.grid.selectedSegments)

/** Beside the neighbour that the selection passes; null at the end of the road. */
const passing = (ctx: ShowContext, side: Side): Place | null => {
  const rows = peers(ctx)
  const wanted = new Set(selected(ctx))
  const places = rows.flatMap(({ id }, index) => (wanted.has(id) ? [index] : []))
  const [first, last] = [places[0], places.at(-1)]
  if (first === undefined || last === undefined) return null
  const gathered = last - first + 1 === places.length
  // A selection with holes is first gathered at its own edge.
  const neighbour = side === 'above' ? rows[gathered ? first - 1 : first] : rows[gathered ? last + 1 : last]
  if (neighbour === undefined) return null
  if (gathered) return side === 'above' ? { before: neighbour.id } : { after: neighbour.id }
  const outer = side === 'above' ? rows[first - 1] : rows[last + 1]
  return side === 'above' ? { after: outer?.id ?? null } : { before: outer?.id ?? null }
}

export const canMove = (side: Side) => (ctx: ShowContext): boolean => passing(ctx, side) !== null

export const move = (side: Side) => (ctx: ShowContext): void => {
  const place = passing(ctx, side)
  if (place === null) return
  const cue = cueOf(ctx.show, ctx.grid.selectedCues[0] ?? '')
  if (cue === undefined) moveSegments(ctx.session.doc, ctx.grid.selectedSegments, place, now(ctx))
  else moveCues(ctx.session.doc, ctx.grid.selectedCues, cue.segment, place, now(ctx))
  ctx.grid.announce(`Moved ${side === 'above' ? 'up' : 'down'}.`)
}

export const onSegment = (ctx: ShowContext): boolean => !onCue(ctx) && ctx.grid.selectedSegments.length > 0

/** Fixes what follows at the time the plan gives it now; when any of them is fixed already, frees them all. */
export const toggleFixedStart = (ctx: ShowContext): void => {
  const { session, show, grid } = ctx
  const ids = grid.selectedSegments
  const fixed = ids.some((id) => segmentOf(show, id)?.start !== null)
  if (fixed) return setFields(session.doc, 'segments', ids, { start: null }, now(ctx))
  edit(session.doc, () => {
    for (const id of ids) setField(session.doc, 'segments', id, 'start', scheduleRow(show, id)?.start ?? null, now(ctx))
  })
}

export const goTo = (end: 'first' | 'last') => (ctx: ShowContext): void => {
  const rows = liveSegments(ctx.show)
  const row = end === 'first' ? rows[0] : rows.at(-1)
  if (row !== undefined) ctx.grid.focus({ record: 'segments', id: row.id })
}
