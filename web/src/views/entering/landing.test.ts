/** U18: a link for a screen leads to that screen, and to nothing that it does not open. */
import { expect, it } from 'vitest'
import { addressOf } from '../sharing/words'
import { landingOf, screenNamed } from './landing'

const SHOW = 'show/3f0e4b52-9d3a-4c1e-8a51-0d7f6a1c2b3d'
const OTHER = 'show/3f0e4b52-9d3a-4c1e-8a51-0d7f6a1c2b3e'
const queryOf = (to: string): string => new URL(addressOf('http://x', 'secret', to)).search

it('U18 the screen and what it shows are in the address, the secret is behind the #', () => {
  const { search, hash } = new URL(addressOf('http://x', 'secret', `/${SHOW}/timer?show=clock&zone=Europe/Lisbon`))
  expect(landingOf({ document: SHOW, role: 'crew' }, search)).toBe(`/${SHOW}/timer?show=clock&zone=Europe/Lisbon`)
  expect([hash, search.includes('secret')]).toEqual(['#secret', false])
  expect(addressOf('http://x', 'secret')).toBe('http://x/join#secret')
})

it.each([
  [`/${OTHER}/timer`, SHOW, `/${SHOW}`],
  ['https://evil.example', SHOW, `/${SHOW}`],
  ['/people', SHOW, `/${SHOW}`],
  [`/${SHOW}/timer`, '', `/${SHOW}/timer`],
  ['', '', '/'],
])('U18 a link that opens another show leads to that: %s', (to, document, path) => {
  expect(landingOf({ document, role: 'viewer' }, queryOf(to))).toBe(path)
})

it('U17 the crew lands on the screen of the crew', () => {
  expect(landingOf({ document: SHOW, role: 'crew' }, '')).toBe(`/${SHOW}/crew`)
})

it('U18 a screen needs no name of its own', () => {
  expect([`/${SHOW}/timer?show=clock`, `/${SHOW}/stage`, `/${SHOW}`, ''].map((to) => screenNamed(queryOf(to)))).toEqual(['Stage timer', 'Backstage', '', ''])
})
