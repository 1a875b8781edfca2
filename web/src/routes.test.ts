import { expect, it } from 'vitest'
import { libraryPath, routeOf, serverPath, showPath } from './routes'

const NAME = 'show/3f0e4b52-9d3a-4c1e-8a51-0d7f6a1c2b3d'

it('the library is at the root', () => {
  expect(routeOf(libraryPath())).toEqual({ view: 'library' })
})

it.each([serverPath(), '/server/'])('what the server is doing is at %s', (path) => {
  expect(routeOf(path)).toEqual({ view: 'server' })
})

it('a show is at its name, and its address leads back to it', () => {
  expect(showPath(NAME)).toBe(`/${NAME}`)
  expect(routeOf(showPath(NAME))).toEqual({ view: 'show', documentName: NAME })
})

it.each([`/${NAME}/`, `/${NAME.toUpperCase()}`])('an address copied by hand still works: %s', (path) => {
  expect(routeOf(path)).toEqual({ view: 'show', documentName: NAME })
})

it.each(['/show', '/show/', '/show/1', `/${NAME}/x`, `/x/${NAME}`, '/shows', '/servers', '/server/x'])('%s leads nowhere', (path) => {
  expect(routeOf(path)).toEqual({ view: 'missing', path })
})
