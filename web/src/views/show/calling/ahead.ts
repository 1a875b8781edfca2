/**
 * Fixed starts that will be run into if the show goes on like this, and what could be done about the first of them.
 *
 *   overlapAhead(plan, call, told)  → { anchor, size, fixes } or null
 *
 * The ways out are those of model/fixes.ts (T8), as edits of the plan; those that lead nowhere say why.
 */
import { expectedLinks, waysOut } from '../../../model/fixes'
import { formatTime, sayDuration } from '../../../model/times'
import type { Call, Plan, Timing } from '../../../model/timing'
import { type Fix, asFix } from '../fixes'
import { quoted } from '../words'

/** Less than a minute late is no reason to change the plan. */
const LEAST = 60_000

export interface Ahead {
  readonly anchor: string
  readonly size: number
  readonly fixes: readonly Fix[]
}

interface Told extends Pick<Timing, 'rows' | 'active'> {
  readonly now: number
}

export const overlapAhead = (plan: Plan, call: Call, told: Told & Timing, nameOf: (id: string) => string): Ahead | null => {
  const anchor = told.rows.find(({ status, overlap }) => status === 'pending' && overlap >= LEAST)
  if (call.first_started_at === null || anchor === undefined) return null
  const links = expectedLinks(plan, call, told.now, told)
  const ways = waysOut(links, anchor.id)
  if (ways === null) return null
  const { size, between, first } = ways
  const name = (id: string): string => quoted(nameOf(id))
  const at = 'value' in ways.anchor ? formatTime(ways.anchor.value) : ''
  const lasts = (links.find(({ id }) => id === between.id)?.duration ?? 0) - size
  const length = lasts < 0 ? '' : sayDuration(lasts)
  const earlier = 'value' in first ? formatTime(first.value) : ''
  return {
    anchor: anchor.id,
    size,
    fixes: [
      asFix(between, `Shorten ${name(between.id)}`, { to: `to ${length}`, done: `${name(between.id)} lasts ${length}` }),
      asFix(ways.anchor, `Move ${name(anchor.id)}`, { to: `to ${at}`, done: `${name(anchor.id)} starts at ${at}` }),
      asFix(first, `Start ${name(first.id)} earlier`, { to: `at ${earlier}`, done: `${name(first.id)} starts at ${earlier}` }),
    ],
  }
}
