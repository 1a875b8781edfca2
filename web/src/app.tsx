import { useEffect, useRef, useState } from 'react'
import { I18nProvider, RouterProvider } from 'react-aria-components'
import styles from './app.module.css'
import { doorOf, followLook, followName, visit } from './api/visit'
import { useReadable } from './react/useDoc'
import { navigate, type Route, routeOf, usePath } from './routes'
import { Announcer } from './ui/Announcer'
import { Toasts } from './ui/Toast'
import { LibraryView } from './views/library/LibraryView'
import { ErrorBoundary } from './views/shell/ErrorBoundary'
import { Header } from './views/shell/Header'
import { HeaderSlot } from './views/shell/InHeader'
import { MissingScreen } from './views/shell/Missing'
import { MissingView } from './views/shell/MissingView'
import { NamePrompt } from './views/shell/NamePrompt'
import { Opening } from './views/shell/Opening'
import { part } from './views/shell/part'
import { NoAnswer } from './views/shell/NoAnswer'
import { ServerNotice } from './views/shell/ServerNotice'
import { useAccountNotifications } from './views/shell/useAccountNotifications'

const SCREEN = { waiting: Opening, missing: MissingScreen }
const EnteringView = part(() => import('./views/entering/index'), SCREEN)
const PeopleView = part(() => import('./views/people/index'), SCREEN)
const ServerView = part(() => import('./views/server/index'), SCREEN)
const ShowView = part(() => import('./views/show/index'), SCREEN)

const screenOf = (route: Route) => {
  switch (route.view) {
    case 'library':
      return <LibraryView />
    case 'show':
      return <ShowView key={route.documentName} documentName={route.documentName} screen={route.screen} />
    case 'server':
      return <ServerView />
    case 'setup':
    case 'sign-in':
    case 'join':
    case 'invitation':
      return <EnteringView view={route.view} />
    case 'people':
    case 'roles':
    case 'webhooks':
    case 'audit':
      return <PeopleView view={route.view} />
    case 'missing':
      return <MissingView path={route.path} />
  }
}

/** What stands before the screen: the first run, the sign-in, or nothing. */
const AtTheDoor = ({ path }: { path: string }) => {
  const state = useReadable(visit)
  const route = routeOf(path)
  const wanted = path + location.search
  switch (doorOf(state, route.view)) {
    case 'waiting':
      return <Opening />
    case 'unclear':
      return <NoAnswer problem={state.problem} />
    case 'set-up':
      return <EnteringView view="setup" />
    case 'sign-in':
      return <EnteringView view="sign-in" to={wanted} />
    case 'password':
      return <EnteringView view="password" to={wanted} />
    case 'inside':
      return screenOf(route)
  }
}

/** A show stays open while one goes from one of its screens to another. */
const placeOf = (path: string): string => {
  const route = routeOf(path)
  return route.view === 'show' ? route.documentName : path
}

/** A display on the stage shows nothing of the app. */
const isDisplay = (path: string): boolean => {
  const route = routeOf(path)
  return route.view === 'show' && (route.screen === 'timer' || route.screen === 'stage')
}

/** The frame around every screen, and the screen that the address asks for. */
export const App = () => {
  const path = usePath()
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const main = useFocusAfterMove(path)
  useVisit()
  useAccountNotifications()
  return (
    <I18nProvider locale="en-GB">
      <RouterProvider navigate={navigate}>
        <HeaderSlot value={slot}>
          <div className={styles.app}>
            {isDisplay(path) ? null : (
              <>
                <a href="#main" className={styles.skip}>
                  Skip to the content
                </a>
                <Header slotRef={setSlot} />
                <ServerNotice />
              </>
            )}
            <main id="main" ref={main} tabIndex={-1} className={styles.main}>
              <ErrorBoundary key={placeOf(path)}>
                <AtTheDoor path={path} />
              </ErrorBoundary>
            </main>
          </div>
          <NamePrompt />
          <Toasts />
          <Announcer />
        </HeaderSlot>
      </RouterProvider>
    </I18nProvider>
  )
}

/** After a change of address the focus goes to the new screen, so that a screen reader starts there. */
const useFocusAfterMove = (path: string) => {
  const main = useRef<HTMLElement>(null)
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    main.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [path])
  return main
}

/** Who one is here is asked at the start, and again when one comes back to the window. */
const useVisit = (): void => {
  useEffect(() => {
    const ask = (): void => {
      if (document.visibilityState === 'visible') void visit.refresh()
    }
    void visit.refresh()
    const stops = [followName(), followLook()]
    document.addEventListener('visibilitychange', ask)
    addEventListener('online', ask)
    return () => {
      for (const stop of stops) stop()
      document.removeEventListener('visibilitychange', ask)
      removeEventListener('online', ask)
    }
  }, [])
}
