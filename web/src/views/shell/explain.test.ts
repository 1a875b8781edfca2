import { expect, it } from 'vitest'
import { explain } from './explain'

it.each([
  'Failed to fetch dynamically imported module: http://x/assets/index-abc.js',
  'error loading dynamically imported module: http://x/a.js',
  'Importing a module script failed.',
  'Unable to preload CSS for /assets/index-abc.css',
])('a part that is gone means an update: %s', (message) => {
  expect(explain(new TypeError(message)).title).toBe('Callboard has been updated')
})

it.each([new Error('x is undefined'), 'thrown text', null])('anything else is our mistake: %s', (error) => {
  expect(explain(error).title).toBe('This screen stopped working')
})
