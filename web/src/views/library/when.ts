/** How long ago something was, as one would say it: "just now", "5 min ago", "yesterday, 14:05", "3 May 2025". */
const MINUTE = 60_000
const HOUR = 60 * MINUTE

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long' })
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' })
const wholeDate = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' })

export const exactly = (instant: number): string => exact.format(instant)

export const ago = (instant: number, now: number): string => {
  const past = now - instant
  // A clock that runs ahead of ours is no reason to speak of the future.
  if (past < MINUTE) return 'just now'
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min ago`
  const days = midnightsBetween(instant, now)
  if (days === 0) return `today, ${clock.format(instant)}`
  if (days === 1) return `yesterday, ${clock.format(instant)}`
  if (days < 7) return `${weekday.format(instant)}, ${clock.format(instant)}`
  return yearOf(instant) === yearOf(now) ? dayAndMonth.format(instant) : wholeDate.format(instant)
}

const yearOf = (instant: number): number => new Date(instant).getFullYear()

// Calendar days, so that the night on which the clocks change counts as one night.
const midnightsBetween = (instant: number, now: number): number => {
  const day = (time: number) => {
    const date = new Date(time)
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  }
  return Math.round((day(now) - day(instant)) / (24 * HOUR))
}
