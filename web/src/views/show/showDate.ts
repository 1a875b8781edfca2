/** "2026-11-14" as people write it here: "Sat, 14 Nov 2026". A date is a day on a calendar, in no time zone. */
export const showDate = (date: string, locale?: string): string => {
  const day = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(day.getTime())) return date
  return day.toLocaleDateString(locale, {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
}
