/**
 * Where a link leads: to the one screen that was named when it was made, else for the crew to the crew's screen of the
 * show, for others to the show, or to all that it opens.
 *
 *   landingOf(opened, query)     a path of this app;  `query` is that of the page at which the link was opened
 *   screenNamed(query)           "Stage timer", where it is for a screen and not for a person; else ""
 */
import type { SharedLink } from '../../api/people'
import { libraryPath, routeOf, showPath, wantedIn } from '../../routes'

const routeTo = (query: string) => routeOf(wantedIn(query).split('?')[0] ?? '')

export const landingOf = ({ document, role }: Pick<SharedLink, 'document' | 'role'>, query: string): string => {
  const wanted = routeTo(query)
  if (wanted.view === 'show' && (document === '' || document === wanted.documentName)) return wantedIn(query)
  return routeOf(showPath(document)).view === 'show' ? showPath(document, role === 'crew' ? 'crew' : 'plan') : libraryPath()
}

export const screenNamed = (query: string): string => {
  const route = routeTo(query)
  if (route.view !== 'show') return ''
  return route.screen === 'timer' ? 'Stage timer' : route.screen === 'stage' ? 'Backstage' : ''
}
