/**
 * The numbers of cues, as a crew counts: each department by itself, through the whole show, and 12.5 for what comes
 * between 12 and 13 once both have been called that way.
 *
 *   newCue(show, segment, place, department?) → {department, number}     what a new cue begins with
 *   inDepartment(show, cue, department) → values                         a cue goes to another department
 */
import type { Place } from './places'
import type { Cue, Department, Show, Values } from './schema'
import { cuesOf, liveSegments } from './show'

/** "LX 12.5" is the words "LX ", the whole 12 and the part .5 */
const NUMBER = /^(?<words>\D*)(?<whole>\d{1,6})(?<part>\.\d+)?$/

interface Read {
  readonly words: string
  readonly whole: number
}

const read = ({ number }: Cue): Read | null => {
  const { words = '', whole } = NUMBER.exec(number.trim())?.groups ?? {}
  return whole === undefined ? null : { words, whole: Number(whole) }
}

/** The cues that are called before one that stands at this place. */
const before = (show: Show, segment: string, place: Place): readonly Cue[] => {
  const segments = liveSegments(show)
  const here = cuesOf(show, segment)
  const id = 'after' in place ? place.after : place.before
  const index = here.findIndex((cue) => cue.id === id)
  const count = 'after' in place ? index + 1 : index < 0 ? here.length : index
  const earlier = segments.slice(0, Math.max(0, segments.findIndex((one) => one.id === segment)))
  return [...earlier.flatMap((one) => cuesOf(show, one.id)), ...here.slice(0, count)]
}

const PARTS = ['5', '1', '2', '3', '4', '6', '7', '8', '9'] as const

/**
 * The one after the last before it, or a part of that one when the next is taken. A department that counts nothing yet
 * begins with 1; what belongs to no department is not numbered unless somebody has begun to.
 */
const free = (show: Show, department: Department, earlier: readonly Cue[], except?: string): string => {
  const numbered = Object.values(show.cues).filter(
    (cue) => cue.department === department && cue.deleted_at === null && cue.id !== except && read(cue) !== null,
  )
  if (numbered.length === 0) return department === 'other' ? '' : '1'
  const taken = new Set(numbered.map(({ number }) => number.trim()))
  const last = earlier.findLast((cue) => numbered.includes(cue))
  const from = (last && read(last)) ?? { words: (numbered[0] && read(numbered[0])?.words) ?? '', whole: 0 }
  const call = (rest: string): string => `${from.words}${rest}`
  const next = [String(from.whole + 1), ...PARTS.map((part) => `${from.whole}.${part}`)].map(call)
  const most = Math.max(...numbered.map((cue) => read(cue)?.whole ?? 0))
  return next.find((number) => !taken.has(number)) ?? call(String(most + 1))
}

/** Of the department of the cue above it, unless another is named. */
export const newCue = (show: Show, segment: string, place: Place, department?: Department): Values<'cues'> => {
  const earlier = before(show, segment, place)
  const above = earlier.at(-1)
  const own = department ?? (above?.segment === segment ? above.department : 'other')
  return { department: own, number: free(show, own, earlier) }
}

/** A number that was proposed for the old department is proposed anew; one that somebody chose stays. */
export const inDepartment = (show: Show, cue: Cue, department: Department): Values<'cues'> => {
  const earlier = before(show, cue.segment, { before: cue.id })
  const isFresh = cue.number.trim() === '' ? cue.label.trim() === '' : cue.number === free(show, cue.department, earlier, cue.id)
  return isFresh ? { department, number: free(show, department, earlier, cue.id) } : { department }
}
