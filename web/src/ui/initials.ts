/** Two letters for a person: of the first and the last word, whatever the script. "" for nobody. */
export const initials = (name: string): string => {
  const words = name.trim().split(/\s+/u).filter(Boolean)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => firstLetter(word ?? '')).join('').toLocaleUpperCase()
}

// By grapheme, so that an accent or a family of emoji stays whole; letters before signs: "(Ana)" is A.
const firstLetter = (word: string): string => {
  const letters = word.replace(/^[^\p{L}\p{N}]+/u, '') || word
  const [first] = new Intl.Segmenter().segment(letters)
  return first?.segment ?? ''
}
