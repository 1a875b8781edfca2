/** How rows, numbers and moments are said in the run of show. */
import type { Cue } from '../../model/schema'
import { DEPARTMENTS } from '../../ui/Department'

export { COLOUR_WORDS, COUNT_WORDS, STATUS_WORDS, typeWord } from '../../model/words'

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** What a segment without a name is called where it must be called something. */
export const nameOf = (name: string): string => name.trim() || 'Untitled'

/** In a sentence a row is named by its first words. */
export const quoted = (name: string): string => {
  const said = nameOf(name)
  return `“${said.length > 40 ? `${said.slice(0, 39).trimEnd()}…` : said}”`
}

/** Whose cue it is and its number; the department is said once when the number names it: "LX 12", "LX12", "SND 12". */
export const cueName = ({ department, number }: Pick<Cue, 'department' | 'number'>): string => {
  const { prefix } = DEPARTMENTS[department]
  const named = new RegExp(`^${prefix}(?!\\p{L})`, 'iu').test(number)
  return named ? number : `${prefix} ${number}`.trim()
}

/** The number beside a chip that says the department already: "1" of "LX 1". */
export const numberBeside = ({ department, number }: Pick<Cue, 'department' | 'number'>): string =>
  cueName({ department, number }).slice(DEPARTMENTS[department].prefix.length).trim()

/** Whoever is the only other one here did it; among several it is not known who. */
export const someone = (others: readonly { readonly name: string }[]): string =>
  (others.length === 1 ? others[0]?.name : undefined) ?? 'Somebody'

const MINUTE = 60_000
const STEPS = [
  { below: 60, unit: 'min', of: MINUTE },
  { below: 24, unit: 'h', of: 60 * MINUTE },
  { below: 30, unit: 'd', of: 24 * 60 * MINUTE },
] as const

/** "just now", "4 min ago", "3 h ago", then the date. A clock that runs ahead elsewhere also reads as just now. */
export const ago = (instant: number, now: number): string => {
  const passed = now - instant
  if (passed < MINUTE) return 'just now'
  for (const { below, unit, of } of STEPS) {
    const n = Math.floor(passed / of)
    if (n < below) return `${n} ${unit} ago`
  }
  return new Date(instant).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
}
