/**
 * Where two copies of a show differ, for a person who has to choose between them (R10).
 *
 *   differences(mine, theirs) → Difference[]     the show itself, then segments, then cues, each in my order
 *
 * Only what is alive counts: a row that one copy has deleted is one that only the other has. Ranks and time stamps are
 * left out; that rows stand in another order is one difference of its own.
 */
import { SHOW } from './schema.gen'
import type { Cue, RecordName, Segment, Show } from './schema'
import { cuesOf, liveSegments } from './show'

export interface FieldDifference {
  readonly field: string
  readonly mine: unknown
  readonly theirs: unknown
}

export interface Difference {
  readonly record: 'show' | RecordName
  /** What the row is called: in my copy, or in theirs when only they have it. */
  readonly name: string
  readonly kind: 'onlyMine' | 'onlyTheirs' | 'changed' | 'moved'
  readonly fields: readonly FieldDifference[]
}

const BESIDE = new Set(['rank', 'created_by', 'updated_at', 'deleted_at', 'kind', 'version', 'epoch'])

type Row = Segment | Cue
type Plain = Readonly<Record<string, unknown>>

const between = (mine: object, theirs: object, fields: object): readonly FieldDifference[] =>
  Object.keys(fields)
    .filter((field) => !BESIDE.has(field) && (mine as Plain)[field] !== (theirs as Plain)[field])
    .map((field) => ({ field, mine: (mine as Plain)[field], theirs: (theirs as Plain)[field] }))

const nameOf = (row: Row): string => ('label' in row ? row.label : row.name)

const ofShow = (mine: Show, theirs: Show): Difference[] => {
  const fields = [
    ...between(mine.meta, theirs.meta, SHOW.roots.meta.fields),
    ...between(mine.show, theirs.show, SHOW.roots.show.fields),
  ]
  return fields.length === 0 ? [] : [{ record: 'show', name: mine.meta.title, kind: 'changed', fields }]
}

const rowsOf = (record: RecordName, show: Show): readonly Row[] =>
  record === 'segments' ? liveSegments(show) : liveSegments(show).flatMap(({ id }) => cuesOf(show, id))

/** The rows both have, in my order and in theirs, agree or do not. */
const isMoved = (mine: readonly Row[], theirs: readonly Row[]): boolean => {
  const both = new Set(theirs.map(({ id }) => id))
  const common = mine.filter(({ id }) => both.has(id)).map(({ id }) => id)
  const wanted = new Set(common)
  return common.join() !== theirs.map(({ id }) => id).filter((id) => wanted.has(id)).join()
}

const ofRows = (record: RecordName, mine: readonly Row[], theirs: readonly Row[]): Difference[] => {
  const ours = new Map(mine.map((row) => [row.id, row]))
  const others = new Map(theirs.map((row) => [row.id, row]))
  const found = mine.flatMap((row): Difference[] => {
    const other = others.get(row.id)
    if (other === undefined) return [{ record, name: nameOf(row), kind: 'onlyMine', fields: [] }]
    const fields = between(row, other, SHOW.roots[record].fields)
    return fields.length === 0 ? [] : [{ record, name: nameOf(row), kind: 'changed', fields }]
  })
  const missing = theirs.filter(({ id }) => !ours.has(id))
  const moved: Difference[] = isMoved(mine, theirs) ? [{ record, name: '', kind: 'moved', fields: [] }] : []
  return [
    ...moved,
    ...found,
    ...missing.map((row): Difference => ({ record, name: nameOf(row), kind: 'onlyTheirs', fields: [] })),
  ]
}

export const differences = (mine: Show, theirs: Show): readonly Difference[] => [
  ...ofShow(mine, theirs),
  ...(['segments', 'cues'] as const).flatMap((record) => ofRows(record, rowsOf(record, mine), rowsOf(record, theirs))),
]
