/**
 * Everything that can be done to a run of show, by name. Each call is one transaction and one step to undo.
 *
 *   insertSegments(doc, place, values[], ctx) → ids       insertCues(doc, segmentId, place, values[], ctx) → ids
 *   setField(doc, record, id, field, value, ctx)          setFields(doc, record, ids, values, ctx)
 *   moveSegments(doc, ids, place, ctx)                    moveCues(doc, ids, segmentId, place, ctx)
 *   duplicateSegments(doc, ids, ctx) → ids                duplicateCues(doc, ids, ctx) → ids
 *   deleteSegments · restoreSegments · deleteCues · restoreCues(doc, ids, ctx)
 *   setInfo(doc, values)                                  rename(doc, title)
 *   textOf(doc, record, id, field) → Y.Text               the live text, for the editor (written with textEdit.ts)
 *   touch(doc, record, id, ctx)                           the time stamp, for an editor that writes into a live text
 *
 * A `Place` is `{ after: id | null }` (null: at the very beginning) or `{ before: id | null }` (null: at the end).
 * An id that no longer exists is skipped: somebody else may have removed it a moment ago.
 */
import type * as Y from 'yjs'
import { edit, type EditContext, stamp } from './edit'
import { alreadyThere, type Place, ranksAt, type Row } from './places'
import { readField } from './read'
import { fieldsOf, liveRows, newRecord, proseOf, readIn, recordIn, writeField } from './records'
import type { Editable, Prose, RecordName, ShowInfo, Values } from './schema'
import { SHOW } from './schema.gen'

export type { Place } from './places'
export { END, START } from './places'

type Ids = readonly string[]

const setRanks = (doc: Y.Doc, root: RecordName, rows: readonly Row[]): void => {
  for (const { id, rank } of rows) recordIn(doc, root, id)?.set('rank', rank)
}

/** The live rows among which one of this root is placed: all segments, or the cues of one segment. */
const neighbours = (doc: Y.Doc, root: RecordName, segment: string | null): Row[] =>
  segment === null ? liveRows(doc, root) : liveRows(doc, root, (cue) => readIn(root, cue, 'segment') === segment)

const insert = (
  doc: Y.Doc,
  root: RecordName,
  segment: string | null,
  place: Place,
  values: readonly object[],
  ctx: EditContext,
): string[] => {
  const { ranks, corrections } = ranksAt(neighbours(doc, root, segment), place, values.length, ctx.random)
  setRanks(doc, root, corrections)
  return values.map((value, index) => {
    const id = ctx.newId()
    const own = { created_by: ctx.author, updated_at: ctx.now, rank: ranks[index], ...(segment === null ? {} : { segment }) }
    newRecord(doc, root, id, { ...value, ...own })
    return id
  })
}

export const insertSegments = (doc: Y.Doc, place: Place, values: readonly Values<'segments'>[], ctx: EditContext): string[] =>
  edit(doc, () => insert(doc, 'segments', null, place, values, ctx))

export const insertCues = (
  doc: Y.Doc,
  segmentId: string,
  place: Place,
  values: readonly Values<'cues'>[],
  ctx: EditContext,
): string[] => edit(doc, () => insert(doc, 'cues', segmentId, place, values, ctx))

const write = (doc: Y.Doc, root: RecordName, ids: Ids, values: Readonly<Record<string, unknown>>, ctx: EditContext): void =>
  edit(doc, () => {
    for (const id of ids) {
      const record = recordIn(doc, root, id)
      if (record === null) continue
      const wrote = Object.entries(values).map(([name, value]) => writeField(root, record, name, value))
      if (wrote.includes(true)) stamp(record, ctx.now)
    }
  })

export const setFields = <R extends RecordName>(doc: Y.Doc, record: R, ids: Ids, values: Values<R>, ctx: EditContext): void =>
  write(doc, record, ids, values, ctx)

export const setField = <R extends RecordName, F extends keyof Editable<R> & string>(
  doc: Y.Doc,
  record: R,
  id: string,
  field: F,
  value: Editable<R>[F],
  ctx: EditContext,
): void => write(doc, record, [id], { [field]: value }, ctx)

const move = (doc: Y.Doc, root: RecordName, ids: Ids, segment: string | null, place: Place, ctx: EditContext): void => {
  const wanted = new Set(ids)
  const all = liveRows(doc, root)
  const moved = all.filter((row) => wanted.has(row.id))
  const rows = neighbours(doc, root, segment)
  const stays = moved.every(({ id }) => rows.some((row) => row.id === id))
  if (moved.length === 0 || (stays && alreadyThere(rows, moved, place))) return
  const { ranks, corrections } = ranksAt(rows.filter((row) => !wanted.has(row.id)), place, moved.length, ctx.random)
  setRanks(doc, root, [...corrections, ...moved.map(({ id }, index) => ({ id, rank: ranks[index] ?? '' }))])
  for (const { id } of moved) {
    const record = recordIn(doc, root, id)
    if (record === null) continue
    if (segment !== null) writeField(root, record, 'segment', segment)
    stamp(record, ctx.now)
  }
}

/** The moved rows keep their order among themselves; only their own ranks change. */
export const moveSegments = (doc: Y.Doc, ids: Ids, place: Place, ctx: EditContext): void =>
  edit(doc, () => move(doc, 'segments', ids, null, place, ctx))

export const moveCues = (doc: Y.Doc, ids: Ids, segmentId: string, place: Place, ctx: EditContext): void =>
  edit(doc, () => move(doc, 'cues', ids, segmentId, place, ctx))

const valuesOf = (doc: Y.Doc, root: RecordName, id: string): Record<string, unknown> => {
  const record = recordIn(doc, root, id)
  if (record === null) return {}
  return Object.fromEntries(Object.entries(fieldsOf(root)).map(([name, field]) => [name, readField(field, record.get(name))]))
}

const cuesOfSegment = (doc: Y.Doc, segment: string): Row[] => neighbours(doc, 'cues', segment)

/** A copy of each, after the last of them, with copies of their cues. What is copied has not happened yet. */
export const duplicateSegments = (doc: Y.Doc, ids: Ids, ctx: EditContext): string[] =>
  edit(doc, () => {
    const originals = liveRows(doc, 'segments').filter((row) => ids.includes(row.id))
    const copied = originals.map(({ id }) => ({ ...valuesOf(doc, 'segments', id), status: 'pending' }))
    const copies = insert(doc, 'segments', null, { after: originals.at(-1)?.id ?? null }, copied, ctx)
    originals.forEach(({ id }, index) => {
      const cues = cuesOfSegment(doc, id).map((cue) => valuesOf(doc, 'cues', cue.id))
      if (cues.length > 0) insert(doc, 'cues', copies[index] ?? '', { before: null }, cues, ctx)
    })
    return copies
  })

/** A copy of each cue right after it, in its own segment. */
export const duplicateCues = (doc: Y.Doc, ids: Ids, ctx: EditContext): string[] =>
  edit(doc, () =>
    liveRows(doc, 'cues')
      .filter((row) => ids.includes(row.id))
      .flatMap(({ id }) => {
        const values = valuesOf(doc, 'cues', id)
        return insert(doc, 'cues', String(values['segment']), { after: id }, [values], ctx)
      }),
  )

/** Deletion is a mark: contents stay, somebody's edit of them too, and it can be taken back (D7). */
const mark = (doc: Y.Doc, root: RecordName, ids: Ids, deletedAt: number | null, ctx: EditContext): void =>
  edit(doc, () => {
    for (const id of ids) {
      const record = recordIn(doc, root, id)
      if (record !== null && writeField(root, record, 'deleted_at', deletedAt)) stamp(record, ctx.now)
    }
  })

export const deleteSegments = (doc: Y.Doc, ids: Ids, ctx: EditContext): void => mark(doc, 'segments', ids, ctx.now, ctx)
export const restoreSegments = (doc: Y.Doc, ids: Ids, ctx: EditContext): void => mark(doc, 'segments', ids, null, ctx)
export const deleteCues = (doc: Y.Doc, ids: Ids, ctx: EditContext): void => mark(doc, 'cues', ids, ctx.now, ctx)
export const restoreCues = (doc: Y.Doc, ids: Ids, ctx: EditContext): void => mark(doc, 'cues', ids, null, ctx)

const setIn = (doc: Y.Doc, root: 'meta' | 'show', values: Readonly<Record<string, unknown>>): void =>
  edit(doc, () => {
    const fields: Readonly<Record<string, Parameters<typeof readField>[0]>> = SHOW.roots[root].fields
    const map = doc.getMap(root)
    for (const [name, value] of Object.entries(values)) {
      const field = fields[name]
      if (field === undefined) throw new RangeError(`${root} has no field ${name}`)
      const next = readField(field, value)
      if (map.get(name) !== next) map.set(name, next)
    }
  })

export const setInfo = (doc: Y.Doc, values: Partial<ShowInfo>): void => setIn(doc, 'show', { ...values })
export const rename = (doc: Y.Doc, title: string): void => setIn(doc, 'meta', { title })

/** RangeError when the record does not exist. */
export const textOf = <R extends RecordName>(doc: Y.Doc, record: R, id: string, field: Prose<R> & string): Y.Text => {
  const map = recordIn(doc, record, id)
  if (map === null) throw new RangeError(`there is no record ${id} in ${record}`)
  return edit(doc, () => proseOf(map, field))
}

export const touch = (doc: Y.Doc, record: RecordName, id: string, ctx: EditContext): void =>
  edit(doc, () => {
    const map = recordIn(doc, record, id)
    if (map !== null) stamp(map, ctx.now)
  })
