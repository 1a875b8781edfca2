/** What the crew's screen says. */
import type { Said, Sign } from '../../../live/crew'
import type { Change, FieldChange, SeenField } from '../../../model/seen'
import type { Cue } from '../../../model/schema'
import { DEPARTMENTS } from '../../../ui/Department'
import type { TimingNow } from '../calling/useTiming'
import { countdown, wallTime } from '../calling/words'
import { cueName } from '../words'

const DAY = 24 * 60 * 60_000

export const SIGN_WORDS: Readonly<Record<Sign, string>> = { go: 'GO', standby: 'Standby', on: 'On now', coming: 'Next' }

/** The show has not begun: moments to come are those of the plan. */
export const isWaiting = ({ state }: Pick<TimingNow, 'state'>): boolean => state?.firstStartedAt == null

/** How long until a moment that is expected: "12:30", "2 days"; what is past can come any moment. */
export const until = (ms: number): string => {
  if (ms <= 0) return 'any moment'
  if (ms < DAY) return countdown(ms)
  const days = Math.floor(ms / DAY)
  return `${days} ${days === 1 ? 'day' : 'days'}`
}

/** The clock on the wall of the show, with the day where that is more than a day away: "17 Mar, 16:30". */
export const wallDay = (moment: number, now: number, zone: string): string =>
  moment - now < DAY
    ? wallTime(moment, zone)
    : `${new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: zone }).format(moment)}, ${wallTime(moment, zone)}`

/** When a segment is to come, in a row: "20:15 · in 12:30". */
export const comes = (at: number, { now, state }: Pick<TimingNow, 'now' | 'state'>, zone: string): string => {
  if (at > now) return `${wallDay(at, now, zone)} · in ${until(at - now)}`
  return isWaiting({ state }) ? wallTime(at, zone) : until(at - now)
}

/** A cue's number without the department, where that stands beside it: "LX 12" is 12. */
export const numberAlone = (cue: Pick<Cue, 'department' | 'number'>): string => {
  const { prefix } = DEPARTMENTS[cue.department]
  const name = cueName(cue)
  return name.toLowerCase().startsWith(prefix.toLowerCase()) ? name.slice(prefix.length).trim() : name
}

/** The clock on the wall of the show, to the second: since when something may be old. */
export const wallSeconds = (moment: number, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: zone }).format(moment)

const SAID = { go: 'GO', standby: 'Standby', 'stood-down': 'Standby is off' } as const

/** What a screen reader hears: "Standby: LX 12 House to half. SND 3 Music out." */
export const spoken = ({ sign, cues }: Said): string =>
  `${SAID[sign]}: ${cues.map((cue) => `${cueName(cue)} ${cue.label}`.trim()).join('. ')}`

const FIELDS: Readonly<Record<SeenField, string>> = { number: 'Number', label: 'What it does', note: 'Note', segment: 'Segment' }
const SHORT = 80

const brief = (text: string): string => (text.trim() === '' ? 'nothing' : text.length > SHORT ? `${text.slice(0, SHORT).trimEnd()}…` : text)

/** "Note: nothing → On the nod". */
export const fieldWords = ({ field, before, after }: FieldChange): string => `${FIELDS[field]}: ${brief(before)} → ${brief(after)}`

const rowOf = (change: Change) => (change.kind === 'gone' ? change.was : change.cue)

export const changedCue = (change: Change): string => {
  const { number, department, label } = rowOf(change)
  return `${cueName({ number, department: department as Parameters<typeof cueName>[0]['department'] })} ${label}`.trim()
}

export const changeWords = (change: Change): readonly string[] =>
  change.kind === 'new' ? ['New'] : change.kind === 'gone' ? ['Deleted, or another department’s now'] : change.fields.map(fieldWords)
