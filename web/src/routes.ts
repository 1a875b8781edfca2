/**
 * Every address of the app is made and read here, and nowhere else.
 *
 *   libraryPath()            /
 *   showPath(name)           /show/<uuid>       for the document "show/<uuid>": its plan
 *   showPath(name, 'call')   /show/<uuid>/call  its other screens; what one shows is in the query
 *   serverPath()             /server            what the server is doing
 *   setupPath()              /setup             the first run; joinPath(), invitationPath() are in links, with a secret
 *                                               after a # that never travels
 *   signInPath(to)           /sign-in?to=/…     and where one wanted to go
 *   peoplePath()             /people            who is in a workspace; rolesPath(), webhooksPath(), auditPath() beside it
 *   navigate(path)           goes there without loading the page anew
 */
import { useSyncExternalStore } from 'react'

const ENTERING = ['setup', 'sign-in', 'join', 'invitation'] as const
export type Entering = (typeof ENTERING)[number]
const BELONGING = ['people', 'roles', 'webhooks', 'audit'] as const
/** The pages about a workspace. */
export type Belonging = (typeof BELONGING)[number]

/** What a show can be seen as: planned, called, followed by the crew, on the stage's own displays, and how it went. */
const SHOW_SCREENS = ['plan', 'call', 'crew', 'timer', 'stage', 'report'] as const
export type ShowScreen = (typeof SHOW_SCREENS)[number]

export type Route =
  | { readonly view: 'library' }
  | { readonly view: 'show'; readonly documentName: string; readonly screen: ShowScreen }
  | { readonly view: 'server' }
  | { readonly view: Entering }
  | { readonly view: Belonging }
  | { readonly view: 'missing'; readonly path: string }

const SHOW = /^\/(show\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/([a-z]+))?\/?$/

export const libraryPath = (): string => '/'
export const serverPath = (): string => '/server'
export const setupPath = (): string => '/setup'
export const signInPath = (to: string): string => (to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`)
export const peoplePath = (): string => '/people'
export const rolesPath = (): string => '/roles'
export const webhooksPath = (): string => '/webhooks'
export const auditPath = (): string => '/audit'
export const showPath = (documentName: string, screen: ShowScreen = 'plan'): string =>
  screen === 'plan' ? `/${documentName}` : `/${documentName}/${screen}`

export const routeOf = (path: string): Route => {
  if (path === '/' || path === '/index.html') return { view: 'library' }
  if (/^\/server\/?$/.test(path)) return { view: 'server' }
  const entering = ENTERING.find((view) => path === `/${view}` || path === `/${view}/`)
  if (entering !== undefined) return { view: entering }
  const belonging = BELONGING.find((view) => path === `/${view}` || path === `/${view}/`)
  if (belonging !== undefined) return { view: belonging }
  const [, documentName, named = 'plan'] = SHOW.exec(path.toLowerCase()) ?? []
  const screen = SHOW_SCREENS.find((one) => one === named)
  return documentName === undefined || screen === undefined ? { view: 'missing', path } : { view: 'show', documentName, screen }
}

/** Where one wanted to go before signing in: a screen of this app, else the library. */
export const wantedIn = (query: string): string => {
  const to = new URLSearchParams(query).get('to') ?? '/'
  const { view } = routeOf(to.split('?')[0] ?? to)
  return view === 'missing' || ENTERING.some((entering) => entering === view) ? libraryPath() : to
}

const MOVED = 'callboard:moved'

export const navigate = (path: string): void => {
  if (path !== location.pathname + location.search) history.pushState(null, '', path)
  dispatchEvent(new Event(MOVED))
}

const subscribe = (listener: () => void): (() => void) => {
  addEventListener('popstate', listener)
  addEventListener(MOVED, listener)
  return () => {
    removeEventListener('popstate', listener)
    removeEventListener(MOVED, listener)
  }
}

/** The path that is shown now. */
export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname)

/** What stands after the path: what a screen on stage shows. */
export const useQuery = (): string => useSyncExternalStore(subscribe, () => location.search)
