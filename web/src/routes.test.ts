import { expect, it } from 'vitest'
import { auditPath, libraryPath, peoplePath, rolesPath, routeOf, serverPath, setupPath, showPath, signInPath, wantedIn, webhooksPath } from './routes'

const NAME = 'show/3f0e4b52-9d3a-4c1e-8a51-0d7f6a1c2b3d'

it('the library is at the root', () => {
  expect(routeOf(libraryPath())).toEqual({ view: 'library' })
})

it.each([serverPath(), '/server/'])('what the server is doing is at %s', (path) => {
  expect(routeOf(path)).toEqual({ view: 'server' })
})

it('a show is at its name, and its address leads back to it', () => {
  expect(showPath(NAME)).toBe(`/${NAME}`)
  expect(routeOf(showPath(NAME))).toEqual({ view: 'show', documentName: NAME, screen: 'plan' })
})

it.each(['call', 'crew', 'timer', 'stage', 'report'] as const)('a show has a screen of its own at /%s', (screen) => {
  expect(showPath(NAME, screen)).toBe(`/${NAME}/${screen}`)
  expect(routeOf(showPath(NAME, screen))).toEqual({ view: 'show', documentName: NAME, screen })
})

it.each([`/${NAME}/`, `/${NAME.toUpperCase()}`])('an address copied by hand still works: %s', (path) => {
  expect(routeOf(path)).toEqual({ view: 'show', documentName: NAME, screen: 'plan' })
})

it.each(['/show', '/show/', '/show/1', `/${NAME}/x`, `/x/${NAME}`, '/shows', '/servers', '/server/x'])('%s leads nowhere', (path) => {
  expect(routeOf(path)).toEqual({ view: 'missing', path })
})

it.each(['setup', 'sign-in', 'join', 'invitation'])('U11 coming in has an address of its own: /%s', (view) => {
  expect(routeOf(`/${view}`)).toEqual({ view })
  expect(routeOf(`/${view}/`)).toEqual({ view })
})

it('U11 after signing in one is where one wanted to go', () => {
  for (const path of [libraryPath(), showPath(NAME), serverPath()]) expect(wantedIn(new URL(signInPath(path), 'http://x').search)).toBe(path)
})

it.each(['//evil.example', 'https://evil.example', setupPath(), '/sign-in', '/nowhere', ''])('U11 but never elsewhere: %s', (to) => {
  expect(wantedIn(`?to=${encodeURIComponent(to)}`)).toBe('/')
})

it.each([
  [peoplePath(), 'people'],
  [rolesPath(), 'roles'],
  [auditPath(), 'audit'],
  [webhooksPath(), 'webhooks'],
  ['/people/', 'people'],
])('%s is a page about a workspace', (path, view) => {
  expect(routeOf(path)).toEqual({ view })
})
