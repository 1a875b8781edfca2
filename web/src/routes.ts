/**
 * Every address of the app is made and read here, and nowhere else.
 *
 *   libraryPath()            /
 *   showPath(name)           /show/<uuid>       for the document "show/<uuid>"
 *   serverPath()             /server            what the server is doing
 *   navigate(path)           goes there without loading the page anew
 */
import { useSyncExternalStore } from 'react'

export type Route =
  | { readonly view: 'library' }
  | { readonly view: 'show'; readonly documentName: string }
  | { readonly view: 'server' }
  | { readonly view: 'missing'; readonly path: string }

const SHOW = /^\/(show\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/

export const libraryPath = (): string => '/'
export const serverPath = (): string => '/server'
export const showPath = (documentName: string): string => `/${documentName}`

export const routeOf = (path: string): Route => {
  if (path === '/' || path === '/index.html') return { view: 'library' }
  if (/^\/server\/?$/.test(path)) return { view: 'server' }
  const documentName = SHOW.exec(path.toLowerCase())?.[1]
  return documentName === undefined ? { view: 'missing', path } : { view: 'show', documentName }
}

const MOVED = 'callboard:moved'

export const navigate = (path: string): void => {
  if (path !== location.pathname) history.pushState(null, '', path)
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
