/** Finding one of a list by typing. */

export interface Choice {
  readonly value: string
  readonly word: string
  /** Other words it is found by, such as a department's prefix. */
  readonly also?: readonly string[]
  /** Not of the list: what the person wrote, as it stands. */
  readonly isNew?: boolean
}

const plain = (text: string): string => text.trim().toLocaleLowerCase()

const words = ({ word, value, also = [] }: Choice): readonly string[] => [word, value, ...also].map(plain)

/** Those that begin with what was typed, then those that have it inside; all when nothing was typed. */
const matching = (choices: readonly Choice[], wanted: string): readonly Choice[] => {
  if (wanted === '') return choices
  const first = choices.filter((choice) => words(choice).some((word) => word.startsWith(wanted)))
  return [...first, ...choices.filter((choice) => !first.includes(choice) && plain(choice.word).includes(wanted))]
}

/** The one that is called exactly so, by any of its words. */
export const calledSo = (choices: readonly Choice[], typed: string): Choice | undefined =>
  choices.find((choice) => words(choice).includes(plain(typed)))

/** What is offered for what was typed; in a free list what was typed is offered itself, last. */
export const offered = (choices: readonly Choice[], typed: string, { free }: { free: boolean }): readonly Choice[] => {
  const wanted = plain(typed)
  const found = matching(choices, wanted)
  if (!free || wanted === '' || choices.some((choice) => words(choice).includes(wanted))) return found
  return [...found, { value: typed.trim(), word: typed.trim(), isNew: true }]
}
