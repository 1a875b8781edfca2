/**
 * What the keys of the caller's screen mean. Nothing toggles: no key undoes what the same key did.
 *
 *   meaningOf(press, { letters })   → what is meant, or null; without `letters` single characters mean nothing
 *   KEYS                            → the same in words, for the sheet of shortcuts
 */
export type CallerVerb =
  | 'go'
  | 'back'
  | 'standby'
  | 'cue'
  | 'cue-go'
  | 'pause'
  | 'resume'
  | 'more'
  | 'less'
  | 'take'
  | 'hand-over'
  | 'keep'
  | 'clear'
  | 'live'
  | 'shortcuts'

export interface Pressed {
  readonly key: string
  /** Where the key is: with Option a Mac writes something else with it. */
  readonly code: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

/** The plus is above the equals sign on many keyboards; nobody looks for Shift in the dark. */
const CHARACTERS: Readonly<Record<string, CallerVerb>> = {
  s: 'standby',
  n: 'cue',
  g: 'cue-go',
  p: 'pause',
  r: 'resume',
  '+': 'more',
  '=': 'more',
  '-': 'less',
  '−': 'less',
  t: 'take',
  h: 'hand-over',
  k: 'keep',
  '?': 'shortcuts',
}

export const meaningOf = (press: Pressed, { letters }: { readonly letters: boolean }): CallerVerb | null => {
  const { key, code, altKey, ctrlKey, metaKey, shiftKey } = press
  if (ctrlKey || metaKey) return key === '/' && !altKey ? 'shortcuts' : null
  if (altKey) return code === 'KeyL' && !shiftKey ? 'live' : null
  if (key === ' ') return shiftKey ? 'back' : 'go'
  if (key === 'Escape') return shiftKey ? null : 'clear'
  return letters ? (CHARACTERS[key.toLowerCase()] ?? null) : null
}

interface KeyWords {
  readonly label: string
  readonly keys: readonly string[]
}

/** Space and those with another key stay when single characters are switched off. */
export const KEYS: readonly { readonly title: string; readonly shortcuts: readonly KeyWords[] }[] = [
  {
    title: 'Going on',
    shortcuts: [
      { label: 'GO: the next segment is on', keys: ['Space'] },
      { label: 'Back, as if GO had not been pressed', keys: ['Shift+Space'] },
      { label: 'Pause', keys: ['P'] },
      { label: 'Resume', keys: ['R'] },
      { label: '30 seconds more, 30 seconds less', keys: ['+', '-'] },
      { label: 'Clear what is on, after a question', keys: ['Escape'] },
    ],
  },
  {
    title: 'Standby and cues',
    shortcuts: [
      { label: 'The next segment stands by', keys: ['S'] },
      { label: 'The next cue stands by', keys: ['N'] },
      { label: 'GO for the cues that stand by', keys: ['G'] },
    ],
  },
  {
    title: 'The call',
    shortcuts: [
      { label: 'Take the call, or ask for it', keys: ['T'] },
      { label: 'Hand it over to whoever asks', keys: ['H'] },
      { label: 'Keep it', keys: ['K'] },
    ],
  },
  {
    title: 'On the screen',
    shortcuts: [
      { label: 'Back to the live row', keys: ['Alt+L'] },
      { label: 'This sheet', keys: ['?', 'Mod+/'] },
      { label: 'A button that was reached with Tab takes Space for itself', keys: ['Tab', 'Space'] },
    ],
  },
]
