/**
 * Who sits at this browser: a name and a colour that others see, kept in this browser; those of the account where
 * there is one (api/visit.ts).
 *
 *   person: Readable<Person>     namePerson(name)     colourPerson(colour)     displayName(person)
 *   me()                         what is said of oneself with what is asked over REST
 */
import { newId } from '../model/ids'
import { kept } from './storage'
import type { Readable } from './readable'

export const PERSON_COLOURS = ['red', 'amber', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'] as const
export type PersonColour = (typeof PERSON_COLOURS)[number]

export interface Person {
  /** One per browser, so that somebody's windows count as one person. */
  readonly id: string
  /** "" until the person has said it; `displayName` gives something to show. */
  readonly name: string
  readonly colour: PersonColour
}

const LONGEST_NAME = 80

export const isColour = (value: unknown): value is PersonColour => PERSON_COLOURS.some((colour) => colour === value)

/** Always the same colour for the same id, spread evenly. */
export const colourFor = (id: string): PersonColour => {
  let sum = 0
  for (const letter of id) sum = (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) >>> 0
  return PERSON_COLOURS[sum % PERSON_COLOURS.length] ?? 'blue'
}

const ID = /^[0-9A-Za-z_-]{1,64}$/

/** Makes a person of whatever was stored or heard; null when there is not even an id. */
export const personFrom = (value: unknown): Person | null => {
  if (typeof value !== 'object' || value === null) return null
  const { id, name, colour } = value as Readonly<Record<string, unknown>>
  if (typeof id !== 'string' || !ID.test(id)) return null
  const said = typeof name === 'string' ? name.trim().slice(0, LONGEST_NAME) : ''
  return { id, name: said, colour: isColour(colour) ? colour : colourFor(id) }
}

const stranger = (): Person => {
  const id = newId()
  return { id, name: '', colour: colourFor(id) }
}

const mine = kept('callboard:person', (stored) => personFrom(stored) ?? stranger())
// A stranger gets an id once: without this every window would begin as somebody else.
mine.set(mine.get())

export const person: Readable<Person> = mine

export const namePerson = (name: string): void => mine.set({ ...mine.get(), name: name.trim().slice(0, LONGEST_NAME) })
export const colourPerson = (colour: PersonColour): void => mine.set({ ...mine.get(), colour })

/** Somebody who has not said a name is still told apart from others: "Guest 4F". */
export const displayName = ({ name, id }: Pick<Person, 'id' | 'name'>): string => name || `Guest ${id.slice(0, 2).toUpperCase()}`

export const me = (): Person => {
  const { id, name, colour } = person.get()
  return { id, name: displayName({ id, name }), colour }
}
