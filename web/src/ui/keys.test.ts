import { describe, expect, it } from 'vitest'
import { keyCaps, thisKeyboard } from './keys'

describe('keyCaps', () => {
  it.each([
    ['Mod+Shift+Z', 'mac', ['⌘', '⇧', 'Z']],
    ['Mod+Shift+Z', 'other', ['Ctrl', 'Shift', 'Z']],
    ['Alt+ArrowUp', 'other', ['Alt', '↑']],
    ['Escape', 'mac', ['Esc']],
    ['?', 'other', ['?']],
    ['Mod++', 'other', ['Ctrl', '+']],
    ['+', 'mac', ['+']],
    ['n', 'other', ['N']],
  ] as const)('%s on %s', (keys, keyboard, caps) => {
    expect(keyCaps(keys, keyboard)).toEqual(caps)
  })
})

it.each([
  ['MacIntel', 'mac'],
  ['iPad', 'mac'],
  ['Win32', 'other'],
  ['Linux x86_64', 'other'],
  ['', 'other'],
] as const)('a %s has a %s keyboard', (platform, keyboard) => {
  expect(thisKeyboard(platform)).toBe(keyboard)
})
