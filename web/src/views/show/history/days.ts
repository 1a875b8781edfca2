/** A timeline by days, as one would speak of them: Today, Yesterday, Friday 20 November. */
import type { Step } from '../../../api/history'

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const thisYear = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
const anyYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

export interface Day {
  readonly title: string
  readonly steps: readonly Step[]
}

const midnight = (instant: number): number => new Date(instant).setHours(0, 0, 0, 0)

export const clockTime = (instant: number): string => clock.format(instant)

export const dayTitle = (instant: number, now: number): string => {
  const day = midnight(instant)
  if (day === midnight(now)) return 'Today'
  // Noon of the day before is the day before on every night, that of a clock change too.
  if (day === midnight(midnight(now) - 12 * 3_600_000)) return 'Yesterday'
  return new Date(instant).getFullYear() === new Date(now).getFullYear() ? thisYear.format(instant) : anyYear.format(instant)
}

/** "18:04", or "18:04 – 18:12" for what took a while. */
export const span = ({ began_at, ended_at }: Pick<Step, 'began_at' | 'ended_at'>): string => {
  const [began, ended] = [clockTime(began_at), clockTime(ended_at)]
  return began === ended ? ended : `${began} – ${ended}`
}

export const momentTitle = (instant: number, now: number): string => `${dayTitle(instant, now)}, ${clockTime(instant)}`

/** Steps stay in their order; a day begins where the date changes. */
export const byDay = (steps: readonly Step[], now: number): readonly Day[] => {
  const days: { title: string; steps: Step[] }[] = []
  for (const step of steps) {
    const title = dayTitle(step.began_at, now)
    const last = days.at(-1)
    if (last?.title === title) last.steps.push(step)
    else days.push({ title, steps: [step] })
  }
  return days
}
