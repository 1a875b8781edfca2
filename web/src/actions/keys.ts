/**
 * Key names as people and menus know them, on every platform.
 *
 *   matches("Mod+Shift+Z", event, mac)      is this the key that was pressed?
 *   shownKeys("Mod+Shift+Z", mac)           "⇧⌘Z" or "Ctrl+Shift+Z"
 *   ariaKeys("Mod+Shift+Z", mac)            for aria-keyshortcuts: "Meta+Shift+Z"
 *   onMac(navigator)                        which of the two it is
 *
 * A key is written as modifiers and the name that `KeyboardEvent.key` gives: Mod, Alt, Shift, then "Z", "ArrowUp", "?".
 */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

interface Chord {
  readonly key: string
  readonly mod: boolean
  readonly alt: boolean
  readonly shift: boolean
}

const MODIFIERS = ['Mod', 'Alt', 'Shift'] as const

const chordOf = (keys: string): Chord => {
  const parts = keys.split('+')
  const held = MODIFIERS.map((modifier) => parts.slice(0, -1).includes(modifier))
  return { key: parts.at(-1) ?? '', mod: held[0] === true, alt: held[1] === true, shift: held[2] === true }
}

const isLetter = (key: string): boolean => /^\p{L}$/u.test(key)

/** Does the key write a character all by itself? */
export const plainCharacter = (keys: string): boolean => {
  const { key, mod, alt } = chordOf(keys)
  return Array.from(key).length === 1 && !mod && !alt
}

/** For "?" and "/" the layout decides whether Shift is needed, so it does not count. */
const shiftFits = ({ key, shift }: Chord, press: KeyPress): boolean =>
  shift === press.shiftKey || (key.length === 1 && !isLetter(key) && !/\d/.test(key))

export const matches = (keys: string, press: KeyPress, mac: boolean): boolean => {
  const chord = chordOf(keys)
  const [held, other] = mac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey]
  if (held !== chord.mod || other || press.altKey !== chord.alt || !shiftFits(chord, press)) return false
  return press.key.toLowerCase() === chord.key.toLowerCase()
}

const SYMBOLS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}
const MAC_SYMBOLS: Readonly<Record<string, string>> = { ...SYMBOLS, Enter: '↩', Backspace: '⌫', Delete: '⌦', Home: '↖', End: '↘' }

export const shownKeys = (keys: string, mac: boolean): string => {
  const { key, mod, alt, shift } = chordOf(keys)
  const name = (mac ? MAC_SYMBOLS : SYMBOLS)[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  if (mac) return `${alt ? '⌥' : ''}${shift ? '⇧' : ''}${mod ? '⌘' : ''}${name}`
  return [mod && 'Ctrl', alt && 'Alt', shift && 'Shift', name].filter(Boolean).join('+')
}

export const ariaKeys = (keys: string, mac: boolean): string => keys.replace('Mod', mac ? 'Meta' : 'Control')

export const onMac = ({ platform, userAgent }: { readonly platform?: string; readonly userAgent: string }): boolean =>
  /mac|iphone|ipad/i.test(platform || userAgent)
