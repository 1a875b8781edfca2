import { expect, it } from 'vitest'
import { KEYS, meaningOf } from './callerKeys'

const press = (keys: string) => {
  const parts = keys === '+' ? ['+'] : keys.split('+')
  const key = parts.at(-1) ?? ''
  const held = new Set(parts.slice(0, -1))
  const code = key.length === 1 ? `Key${key.toUpperCase()}` : key
  return { key: key === 'Space' ? ' ' : key, code, altKey: held.has('Alt'), ctrlKey: held.has('Ctrl'), metaKey: held.has('Meta'), shiftKey: held.has('Shift') }
}

it.each([
  ['Space', 'go'],
  ['Shift+Space', 'back'],
  ['s', 'standby'],
  ['S', 'standby'],
  ['n', 'cue'],
  ['g', 'cue-go'],
  ['p', 'pause'],
  ['r', 'resume'],
  ['+', 'more'],
  ['=', 'more'],
  ['-', 'less'],
  ['t', 'take'],
  ['h', 'hand-over'],
  ['k', 'keep'],
  ['?', 'shortcuts'],
  ['Escape', 'clear'],
  ['Alt+l', 'live'],
  ['Ctrl+/', 'shortcuts'],
] as const)('U15 %s means %s', (keys, verb) => {
  expect(meaningOf(press(keys), { letters: true })).toBe(verb)
})

it.each(['Ctrl+Space', 'Meta+s', 'Ctrl+r', 'Ctrl+p', 'Alt+Space', 'Alt+s', 'x', 'Enter', 'Tab'])('U15 %s is the browser’s, or nobody’s', (keys) => {
  expect(meaningOf(press(keys), { letters: true })).toBeNull()
})

it.each(['s', 'n', 'g', 'p', 'r', '+', '-', 't', '?'])('U15 %s means nothing where single characters are switched off', (keys) => {
  expect(meaningOf(press(keys), { letters: false })).toBeNull()
})

it.each(['Space', 'Shift+Space', 'Escape', 'Alt+l', 'Ctrl+/'])('U15 %s goes on without single characters', (keys) => {
  expect(meaningOf(press(keys), { letters: false })).not.toBeNull()
})

it('U15 the sheet names every key that means something', () => {
  const shown = KEYS.flatMap(({ shortcuts }) => shortcuts.flatMap(({ keys }) => keys)).map((keys) => keys.replace('Mod', 'Ctrl'))
  const verbs = new Set(shown.map((keys) => meaningOf(press(keys), { letters: true })))
  for (const verb of ['go', 'back', 'standby', 'cue', 'cue-go', 'pause', 'resume', 'more', 'less', 'take', 'hand-over', 'keep', 'clear', 'live', 'shortcuts'] as const)
    expect(verbs).toContain(verb)
})
