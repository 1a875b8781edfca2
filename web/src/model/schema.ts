/**
 * The shapes of a run of show as the browser reads them: the generated ones (schema.gen.ts), and what edits allow.
 *
 * Every field is always there: a missing or unusable value reads as its default. Times are ms since midnight of
 * the show's date, durations ms, instants Unix ms; ids are UUIDs; prose is a Y.Text that reads as a string.
 */
import type { Cue, Meta, Segment, ShowInfo } from './schema.gen'
import { SHOW } from './schema.gen'

export type { Cue, Meta, Segment, ShowInfo } from './schema.gen'
export type { CueDepartment as Department, SegmentColour as Colour, SegmentCount as Count, SegmentStatus as Status } from './schema.gen'

export const SEGMENT_TYPES = SHOW.roots.segments.fields.type.suggestions
export const STATUSES = SHOW.roots.segments.fields.status.values
export const COLOURS = SHOW.roots.segments.fields.colour.values
export const COUNTS = SHOW.roots.segments.fields.count.values
export const DEPARTMENTS = SHOW.roots.cues.fields.department.values

/** A whole run of show. Records are by id, deleted ones included; show.ts gives them in order. */
export interface Show {
  readonly meta: Meta
  readonly show: ShowInfo
  readonly segments: Readonly<Record<string, Segment>>
  readonly cues: Readonly<Record<string, Cue>>
}

export interface RecordOf {
  segments: Segment
  cues: Cue
}
export type RecordName = keyof RecordOf

/** What a person may set; ids, ranks, time stamps and deletion belong to the edits. */
type Kept = 'id' | 'rank' | 'created_by' | 'updated_at' | 'deleted_at'
export type Editable<R extends RecordName> = Omit<RecordOf[R], Kept>
export type Values<R extends RecordName> = { readonly [F in keyof Editable<R>]?: Editable<R>[F] }

type Declared<R extends RecordName> = (typeof SHOW)['roots'][R]['fields']
/** The fields that two people can type into at once. */
export type Prose<R extends RecordName> = {
  [F in keyof Declared<R>]: Declared<R>[F] extends { shape: 'prose' } ? F : never
}[keyof Declared<R>]

/** A declaration as data, whatever the kind; KINDS of schema.gen.ts fits it. */
export interface Field {
  readonly shape: string
  readonly default: unknown
  readonly least?: number
  readonly most?: number
  readonly nullable?: boolean
  readonly limit?: number
  readonly lines?: 'one' | 'many'
  readonly values?: readonly string[]
}
export type Fields = Readonly<Record<string, Field>>
export interface Root {
  readonly keyed: boolean
  readonly fields: Fields
}
export interface Kind {
  readonly name: string
  readonly version: number
  readonly roots: Readonly<Record<string, Root>>
}
