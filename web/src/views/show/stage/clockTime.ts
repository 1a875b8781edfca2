/** The clock on the wall of a time zone: 19:05:09. */
import { dateOf, timeOf } from '../../../model/zones'

const two = (value: number): string => String(value).padStart(2, '0')

export const clockTime = (moment: number, zone: string): string => {
  const seconds = Math.floor(timeOf(dateOf(zone, moment), zone, moment) / 1000)
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
