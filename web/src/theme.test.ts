import { expect, it, vi } from 'vitest'

vi.stubGlobal('localStorage', undefined)
const { chooseTheme, drawn, theme, THEMES } = await import('./theme')

it.each([
  ['system', true, 'light'],
  ['system', false, 'dark'],
  ['dark', true, 'dark'],
  ['light', false, 'light'],
] as const)('%s on a machine that prefers light: %s is drawn %s', (choice, prefersLight, expected) => {
  expect(drawn(choice, { prefersLight })).toBe(expected)
})

it('a choice holds even where nothing can be kept', () => {
  for (const choice of THEMES) {
    chooseTheme(choice)
    expect(theme.get()).toBe(choice)
  }
})

it('by a show it is dark on every machine, unless somebody chose light', () => {
  expect(drawn('system', { prefersLight: true, byShow: true })).toBe('dark')
  expect(drawn('light', { prefersLight: true, byShow: true })).toBe('light')
})
