/**
 * What every key means in the grid, as three tables: one for going about, one for writing in a cell, and one for the
 * moment after the cell that was written in was taken away.
 *
 * A chord is written `Mod+Shift+Alt+Key`, in that order; Mod is ⌘ on a Mac and Ctrl elsewhere. Letters are lower case.
 */

import type { Step } from './selection'

export type Mode = 'navigate' | 'edit' | 'halted'

/** What the person wants of the grid itself. Everything that changes the document is an action, see actions/. */
export type Intent =
  | { readonly do: 'go'; readonly step: Step }
  | { readonly do: 'extend'; readonly by: 1 | -1 }
  | { readonly do: 'commit'; readonly step: Step | null }
  | { readonly do: 'edit' | 'replace' | 'cancel' | 'unselect' | 'selectAll' | 'ignore' }
  | { readonly do: 'clear' | 'openCues' | 'closeCues' | 'rowMenu' | 'details' | 'fixes' }

const go = (to: Step): Intent => ({ do: 'go', step: to })
const commit = (to: Step | null): Intent => ({ do: 'commit', step: to })
const NAVIGATE: Readonly<Record<string, Intent>> = {
  ArrowUp: go('up'),
  ArrowDown: go('down'),
  ArrowLeft: go('left'),
  ArrowRight: go('right'),
  Tab: go('next'),
  'Shift+Tab': go('previous'),
  Home: go('rowStart'),
  End: go('rowEnd'),
  'Mod+Home': go('first'),
  'Mod+End': go('last'),
  'Mod+ArrowLeft': go('rowStart'),
  'Mod+ArrowRight': go('rowEnd'),
  PageUp: go('pageUp'),
  PageDown: go('pageDown'),
  'Shift+ArrowUp': { do: 'extend', by: -1 },
  'Shift+ArrowDown': { do: 'extend', by: 1 },
  'Mod+a': { do: 'selectAll' },
  Escape: { do: 'unselect' },
  Enter: { do: 'edit' },
  F2: { do: 'edit' },
  Delete: { do: 'clear' },
  Backspace: { do: 'clear' },
  'Alt+ArrowRight': { do: 'openCues' },
  'Alt+ArrowLeft': { do: 'closeCues' },
  'Mod+i': { do: 'details' },
  'Mod+.': { do: 'fixes' },
  'Shift+F10': { do: 'rowMenu' },
  ContextMenu: { do: 'rowMenu' },
}

const EDIT: Readonly<Record<string, Intent>> = {
  Enter: commit('down'),
  Tab: commit('next'),
  'Shift+Tab': commit('previous'),
  Escape: { do: 'cancel' },
  F2: commit(null),
}

/** Whoever types on blindly hurts nothing: only keys that cannot have been meant for the text that is gone lead on. */
const IGNORED = ['Enter', 'F2', 'Tab', 'Shift+Tab', 'Delete', 'Backspace']
const GOING: ReadonlySet<Intent['do']> = new Set(['go', 'extend', 'unselect'])
const HALTED: Readonly<Record<string, Intent>> = {
  ...Object.fromEntries(Object.entries(NAVIGATE).filter(([, intent]) => GOING.has(intent.do))),
  ...Object.fromEntries(IGNORED.map((chord) => [chord, { do: 'ignore' } as const])),
}

/** Keys that a text of several lines keeps for itself: a new line is typed, not a commit. */
const NEW_LINE = new Set(['Shift+Enter', 'Alt+Enter'])

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly isComposing?: boolean
  /** 229 is what browsers report while an input method owns the key. */
  readonly keyCode?: number
}

export const chordOf = (press: KeyPress, { mac = false }: { mac?: boolean } = {}): string => {
  const mod = mac ? press.metaKey : press.ctrlKey
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  return [mod && 'Mod', press.shiftKey && 'Shift', press.altKey && 'Alt', key].filter(Boolean).join('+')
}

const composing = (press: KeyPress): boolean => press.isComposing === true || press.keyCode === 229

/** A key that writes something: it opens the cell for typing, and the browser puts the character into it. */
export const printable = (press: KeyPress): boolean => {
  if (press.key === 'Process' || press.key === 'Dead' || press.keyCode === 229) return true
  if (press.metaKey || [...press.key].length !== 1) return false
  // AltGr reports Ctrl and Alt together; either alone makes a command.
  return press.ctrlKey === press.altKey
}

/**
 * The intent behind a key, or null when the key belongs to an action, to the browser or to the text being written.
 * While an input method composes, every key in an editor is the text's own.
 */
export const intentOf = (mode: Mode, press: KeyPress, { mac = false }: { mac?: boolean } = {}): Intent | null => {
  const chord = chordOf(press, { mac })
  if (mode !== 'edit') return KEYS[mode][chord] ?? null
  if (composing(press) || NEW_LINE.has(chord)) return null
  return EDIT[chord] ?? null
}

/** All tables, for the tests and for the sheet of shortcuts. */
export const KEYS: Readonly<Record<Mode, Readonly<Record<string, Intent>>>> = {
  navigate: NAVIGATE,
  edit: EDIT,
  halted: HALTED,
}
