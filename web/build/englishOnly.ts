/**
 * Leaves the translations of React Aria's own few sentences out of the build, all but English.
 *
 * The app speaks English so far; a screen reader that heard one word of another language in between would read it
 * wrongly. `app.tsx` asks for English accordingly. When the app learns languages, this plugin goes.
 */
import type { Plugin } from 'vite'

const TRANSLATION = /[\\/]react-(?:aria|stately)(?:-components)?[\\/].*[\\/]intl[\\/].*?[a-z]{2}-[A-Z]{2}\.m?js$/

export const isForeign = (id: string): boolean => TRANSLATION.test(id) && !/en-US\.m?js$/.test(id)

export const englishOnly = (): Plugin => ({
  name: 'callboard:english-only',
  apply: 'build',
  load: (id) => (isForeign(id) ? 'export default {}' : null),
})
