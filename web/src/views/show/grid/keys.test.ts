import { describe, expect, it } from 'vitest'
import { type KeyPress, KEYS, chordOf, intentOf, printable } from './keys'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
})

describe('the meaning of keys', () => {
  it.each([
    ['a letter', press('a'), true],
    ['a letter made with AltGr', press('€', { ctrlKey: true, altKey: true }), true],
    ['a key that an input method owns', press('Process', { keyCode: 229 }), true],
    ['an accent to come', press('Dead'), true],
    ['a character outside the basic plane', press('𝄞'), true],
    ['a command', press('p', { ctrlKey: true }), false],
    ['a named key', press('F5'), false],
  ] as const)('U6 typing opens the cell: %s → %s', (_what, key, opens) => {
    expect(printable(key)).toBe(opens)
  })

  it.each([
    ['a letter is not the grid’s', press('a'), null],
    ['F5 is the browser’s', press('F5'), null],
    ['Enter edits', press('Enter'), { do: 'edit' }],
    ['Tab goes on', press('Tab'), { do: 'go', step: 'next' }],
    ['Shift+Tab goes back', press('Tab', { shiftKey: true }), { do: 'go', step: 'previous' }],
  ] as const)('U6 going about: %s', (_what, key, intent) => {
    expect(intentOf('navigate', key)).toEqual(intent)
  })

  it.each([
    ['Enter commits and goes down', press('Enter'), { do: 'commit', step: 'down' }],
    ['Shift+Enter is a new line', press('Enter', { shiftKey: true }), null],
    ['Tab commits and goes on', press('Tab'), { do: 'commit', step: 'next' }],
    ['Escape cancels', press('Escape'), { do: 'cancel' }],
    ['arrows belong to the text', press('ArrowLeft'), null],
    ['Ctrl+Z is an action', press('z', { ctrlKey: true }), null],
    ['Enter that ends a composition does not commit', press('Enter', { isComposing: true }), null],
    ['Enter as some browsers report it in a composition', press('Enter', { keyCode: 229 }), null],
  ] as const)('U1 in a cell: %s', (_what, key, intent) => {
    expect(intentOf('edit', key)).toEqual(intent)
  })

  it.each([
    ['Enter does nothing', press('Enter'), { do: 'ignore' }],
    ['Tab does nothing', press('Tab'), { do: 'ignore' }],
    ['Delete does nothing', press('Delete'), { do: 'ignore' }],
    ['an arrow leads on', press('ArrowDown'), { do: 'go', step: 'down' }],
    ['Escape leads on', press('Escape'), { do: 'unselect' }],
    ['nothing is opened', press('i', { ctrlKey: true }), null],
  ] as const)('U1 after the cell was taken away: %s', (_what, key, intent) => {
    expect(intentOf('halted', key)).toEqual(intent)
  })

  it('takes ⌘ for Mod on a Mac and leaves Ctrl alone there', () => {
    expect(chordOf(press('z', { metaKey: true }), { mac: true })).toBe('Mod+z')
    expect(chordOf(press('z', { ctrlKey: true }), { mac: true })).toBe('z')
  })

  it('never writes a chord that cannot be pressed', () => {
    const order = /^(Mod\+)?(Shift\+)?(Alt\+)?([a-z.]|[A-Z]\w+)$/
    for (const table of Object.values(KEYS)) for (const chord of Object.keys(table)) expect(chord).toMatch(order)
  })
})
