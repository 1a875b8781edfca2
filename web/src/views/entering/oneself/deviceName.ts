/**
 * Which of one's devices a browser is, out of what it says of itself: "Firefox on Windows". It is only ever shown to
 * its owner, and nothing depends on it.
 */
type Known = readonly (readonly [name: string, words: RegExp])[]

/** In this order: most browsers say that they are also some of the others. */
const BROWSERS: Known = [
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /(Firefox|FxiOS)\//],
  ['Chrome', /(Chrome|Chromium|CriOS)\//],
  ['Safari', /Safari\//],
]

const SYSTEMS: Known = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['Mac', /Macintosh|Mac OS X/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux|X11/],
]

const named = (known: Known, said: string): string | undefined => known.find(([, words]) => words.test(said))?.[0]

export const deviceName = (said: string): string => {
  const [browser, system] = [named(BROWSERS, said), named(SYSTEMS, said)]
  if (browser === undefined) return system ?? 'A program'
  return system === undefined ? browser : `${browser} on ${system}`
}
