// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { takeSecret } from './secret'

beforeEach(() => history.replaceState(null, '', '/join'))

it('U11 the secret of a link leaves the address bar at once, and a reload still has it', () => {
  history.replaceState(null, '', '/join#cbs_a-secret')
  expect(takeSecret()).toBe('cbs_a-secret')
  expect(location.href).toMatch(/\/join$/)
  expect(takeSecret()).toBe('cbs_a-secret')
})

it('U11 another link in the same window counts, and an address without one is empty', () => {
  expect(takeSecret()).toBe('')
  history.replaceState({ secret: 'first' }, '', '/join#second%20')
  expect(takeSecret()).toBe('second')
})
