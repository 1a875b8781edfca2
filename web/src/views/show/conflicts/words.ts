/** How a conflict, and what can be done about it, is said. */
import type { Author, Conflict, Keep } from '../../../api/history'
import { count } from '../words'

/** What a conflict is about, as far as it is said differently. */
type About = 'value' | 'place' | 'presence' | 'twice' | 'deleted'

const aboutOf = ({ sort, path, what, stands }: Conflict): About => {
  if (sort !== 'value') return sort
  if (path.endsWith('/deleted_at')) return 'presence'
  return what === 'place' && stands.said === '' ? 'place' : 'value'
}

const LONGEST = 32

/** A value on a button is cut; the whole of it stands beside. */
const short = (said: string): string => (said.length > LONGEST ? `${said.slice(0, LONGEST - 1).trimEnd()}…` : said)

export const nameIn = ({ name }: Author): string => name || 'Somebody'
const inSentence = ({ name }: Author): string => name || 'somebody'

type Say = (conflict: Conflict) => string

/** The words of the two buttons, and what is said when one of them was pressed. */
const WORDS: Readonly<Record<About, Readonly<Record<Keep, readonly [button: Say, done: Say]>>>> = {
  value: {
    stands: [({ stands }) => `Keep ${short(stands.said)}`, ({ stands }) => `${stands.said} stays`],
    other: [({ other }) => `Use ${short(other.said)} instead`, ({ other }) => `${other.said} stands now`],
  },
  place: {
    stands: [() => 'Leave it there', ({ label }) => `${label} stays where it is`],
    other: [
      ({ other }) => `Put it where ${inSentence(other.by)} had it`,
      ({ label, other }) => `${label} is where ${inSentence(other.by)} had it`,
    ],
  },
  presence: {
    stands: [
      ({ stands }) => (stands.said === 'deleted' ? 'Leave it deleted' : 'Keep it'),
      ({ label, stands }) => (stands.said === 'deleted' ? `${label} stays deleted` : `${label} stays`),
    ],
    other: [
      ({ other }) => (other.said === 'deleted' ? 'Delete it after all' : 'Bring it back'),
      ({ label, other }) => (other.said === 'deleted' ? `${label} is deleted` : `${label} is back`),
    ],
  },
  twice: {
    stands: [() => 'Keep this copy', ({ label }) => `${label} stays as it is`],
    other: [() => 'Use the hidden copy', ({ label }) => `${label} is the copy that was hidden`],
  },
  deleted: {
    stands: [() => 'Leave it deleted', ({ label }) => `${label} stays deleted`],
    other: [() => 'Bring it back', ({ label, other }) => `${label} is back, with its ${other.said}`],
  },
}

export const buttonWords = (conflict: Conflict, keep: Keep): string => WORDS[aboutOf(conflict)][keep][0](conflict)
export const doneWords = (conflict: Conflict, keep: Keep): string => WORDS[aboutOf(conflict)][keep][1](conflict)

/** What one of the two did, on its card. */
export const sideWords = (conflict: Conflict, side: Keep): string => {
  const { said } = conflict[side]
  if (said === '') return 'moved it'
  return conflict.sort === 'deleted' && side === 'other' ? `changed its ${said}` : said
}

/** How the one that stands, and the one that does not, is marked. */
export const standingWords = ({ sort }: Conflict, side: Keep): string => {
  if (side === 'stands') return 'Stands'
  return sort === 'value' ? 'Not in the show' : 'Hidden'
}

const lower = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)

const arrival = (conflict: Conflict, me: string): string => {
  const { sentence, stands, other, label, what } = conflict
  const mine = [stands, other].filter(({ by }) => by.id === me)
  if (aboutOf(conflict) !== 'value' || mine.length !== 1) return sentence
  const them = mine[0] === stands ? other : stands
  return `${nameIn(them.by)}’s change of ${lower(`${label} ${what}`.trim())} met yours; ${stands.said} stands`
}

export const amountWords = (amount: number): string => `${count(amount, 'edit')} met ${amount === 1 ? 'another' : 'others'}`

const MOST_SAID = 2

/** What is said when some come while the show is open. */
export const arrivalWords = (arrived: readonly Conflict[], me: string): string =>
  arrived.length > MOST_SAID
    ? `${amountWords(arrived.length)}: have a look`
    : arrived.map((conflict) => `${arrival(conflict, me)}.`).join(' ')
