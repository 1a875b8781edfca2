import { expect, it } from 'vitest'
import { filesToKeep, workerFrom } from './serviceWorkerPlugin'

it('keeps the page, the code, the styles and the usual font, and not what is rarely needed (U4)', () => {
  const built = [
    'assets/index-a1.js',
    'assets/index-b2.css',
    'assets/inter-latin-wght-normal-c3.woff2',
    'assets/inter-cyrillic-ext-wght-normal-d4.woff2',
    'assets/inter-latin-ext-wght-normal-e5.woff2',
    'index.html',
  ]
  expect(filesToKeep(built, ['theme.js', 'icon-512.png', 'icon.svg'])).toEqual([
    '/',
    '/assets/index-a1.js',
    '/assets/index-b2.css',
    '/assets/inter-latin-wght-normal-c3.woff2',
    '/icon.svg',
    '/theme.js',
  ])
})

it('puts files and version into the worker', () => {
  expect(workerFrom('const F = __FILES__, V = __VERSION__', ['/'], 'v1')).toBe('const F = ["/"], V = "v1"')
})
