/**
 * How a combination of keys is written: "Mod+Shift+Z" becomes ⌘ ⇧ Z on a Mac and Ctrl Shift Z elsewhere.
 */
const MAC: Record<string, string> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Enter: '↩', Backspace: '⌫', Delete: '⌦' }
const ELSEWHERE: Record<string, string> = { Mod: 'Ctrl', Delete: 'Del' }
const EVERYWHERE: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}

export type Keyboard = 'mac' | 'other'

export const thisKeyboard = (platform: string = globalThis.navigator?.platform ?? ''): Keyboard =>
  /^(mac|ip(hone|ad|od))/i.test(platform) ? 'mac' : 'other'

/** The caps to draw, in order; "+" at the end is the plus key itself. */
export const keyCaps = (keys: string, keyboard: Keyboard): string[] => {
  const names = keys === '+' ? ['+'] : keys.split(/\+(?!$)/)
  const own = keyboard === 'mac' ? MAC : ELSEWHERE
  return names.map((name) => own[name] ?? EVERYWHERE[name] ?? (name.length === 1 ? name.toUpperCase() : name))
}
