/**
 * What others did, in words that follow a name: “moved “Panel” to 14:10”. Read from two moments of the document.
 *
 *   deedsBetween(before, after)   → ["moved “Panel” to 14:10", "added 2 cues"]; nothing that is shown differs: []
 *   toldBy(who, deeds)            → "Ana moved “Panel” to 14:10 and added 2 cues."
 */
import type { Cue, Segment, Show } from '../../model/schema'
import { liveSegments } from '../../model/show'
import { formatTime, sayDuration } from '../../model/times'
import { STATUS_WORDS, count, cueName, quoted, typeWord } from './words'

type Live = { readonly id: string; readonly deleted_at: number | null }

interface Changes<T> {
  readonly added: readonly T[]
  readonly deleted: readonly T[]
  /** As they were, and as they are. */
  readonly changed: readonly (readonly [T, T])[]
}

const compare = <T extends Live>(before: Readonly<Record<string, T>>, after: Readonly<Record<string, T>>): Changes<T> => {
  const [added, deleted, changed]: [T[], T[], [T, T][]] = [[], [], []]
  for (const [id, record] of Object.entries(after)) {
    const old = before[id]
    if (old === record) continue
    const [was, is] = [old?.deleted_at === null, record.deleted_at === null]
    if (!was && is) added.push(record)
    else if (was && !is) deleted.push(record)
    else if (is && old) changed.push([old, record])
  }
  return { added, deleted, changed }
}

/** More rows than this are counted. */
const NAMED = 2

const said = <T>(verb: string, records: readonly T[], name: (record: T) => string, noun: string): string[] => {
  if (records.length === 0) return []
  return records.length > NAMED ? [`${verb} ${count(records.length, noun)}`] : records.map((record) => `${verb} ${name(record)}`)
}

const named = ({ name }: Segment): string => quoted(name)
const cueNamed = (cue: Cue): string => (cue.number === '' && cue.label !== '' ? `the cue ${quoted(cue.label)}` : `the cue ${cueName(cue)}`)

const startWords = (is: Segment): string =>
  is.start === null ? `let ${named(is)} follow the one before` : `moved ${named(is)} to ${formatTime(is.start)}`

const endWords = (is: Segment): string =>
  is.end === null ? `let ${named(is)} end after its duration` : `set the end of ${named(is)} to ${formatTime(is.end)}`

/** What matters in a show, in the order in which it does. */
const FIELDS: readonly (readonly [keyof Segment, (is: Segment, was: Segment) => string])[] = [
  ['start', startWords],
  ['duration', (is) => `made ${named(is)} last ${sayDuration(is.duration)}`],
  ['end', endWords],
  ['name', (is, was) => (was.name === '' ? `named a segment ${named(is)}` : `renamed ${named(was)} to ${named(is)}`)],
  ['status', (is) => `set ${named(is)} to ${STATUS_WORDS[is.status].toLowerCase()}`],
  ['type', (is) => (is.type === '' ? `took the type of ${named(is)} away` : `set the type of ${named(is)} to ${typeWord(is.type)}`)],
]

const BESIDE: ReadonlySet<string> = new Set(['rank', 'updated_at', ...FIELDS.map(([field]) => field)])

const changesOf = ([was, is]: readonly [Segment, Segment]): string[] => {
  const told = FIELDS.filter(([field]) => was[field] !== is[field]).map(([, words]) => words(is, was))
  const others = (Object.keys(is) as (keyof Segment)[]).filter((field) => !BESIDE.has(field) && was[field] !== is[field])
  if (others.includes('notes')) told.push(`changed the notes of ${named(is)}`)
  else if (others.length > 0) told.push(`changed ${named(is)}`)
  return told
}

/** Where a row is now that was moved; a row that only others were moved around is not told. */
const orderWords = (moved: readonly Segment[], after: Show): string[] => {
  if (moved.length > NAMED) return [`moved ${count(moved.length, 'segment')} to another place`]
  const rows = liveSegments(after)
  return moved.map((segment) => {
    const before = rows[rows.findIndex(({ id }) => id === segment.id) - 1]
    return before ? `moved ${named(segment)} after ${named(before)}` : `moved ${named(segment)} to the top`
  })
}

const segmentDeeds = (before: Show, after: Show): string[] => {
  const { added, deleted, changed } = compare(before.segments, after.segments)
  const moved = changed.filter(([was, is]) => was.rank !== is.rank).map(([, is]) => is)
  const edited = changed.filter((pair) => changesOf(pair).length > 0)
  return [
    ...said('added', added, named, 'segment'),
    ...said('deleted', deleted, named, 'segment'),
    ...orderWords(moved, after),
    ...(edited.length > NAMED ? [`changed ${count(edited.length, 'segment')}`] : edited.flatMap(changesOf)),
  ]
}

const cueDeeds = (before: Show, after: Show): string[] => {
  const { added, deleted, changed } = compare(before.cues, after.cues)
  const is = changed.map(([, cue]) => cue)
  return [...said('added', added, cueNamed, 'cue'), ...said('deleted', deleted, cueNamed, 'cue'), ...said('changed', is, cueNamed, 'cue')]
}

export const deedsBetween = (before: Show, after: Show): readonly string[] => {
  const starts = after.show.planned_start
  return [
    ...segmentDeeds(before, after),
    ...cueDeeds(before, after),
    ...(before.show.planned_start === starts || starts === null ? [] : [`moved the start of the show to ${formatTime(starts)}`]),
    ...(before.meta.title === after.meta.title ? [] : [`called the show ${quoted(after.meta.title)}`]),
  ]
}

export const toldBy = (who: string, deeds: readonly string[]): string => {
  const [first = '', ...rest] = deeds
  const last = rest.pop()
  return `${who} ${[first, ...rest].join(', ')}${last === undefined ? '' : ` and ${last}`}.`
}
