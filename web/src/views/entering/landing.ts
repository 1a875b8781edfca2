/**
 * Where a link leads: to what it opens, or to the one screen of that which was named when it was made.
 *
 *   landingOf(opened, query)     a path of this app;  `query` is that of the page at which the link was opened
 *   screenNamed(query)           "Stage timer", where it is for a screen and not for a person; else ""
 */
import type { SharedLink } from '../../api/people'
import { libraryPath, routeOf, showPath, wantedIn } from '../../routes'

const routeTo = (query: string) => routeOf(wantedIn(query).split('?')[0] ?? '')

export const landingOf = ({ document }: Pick<SharedLink, 'document'>, query: string): string => {
  const wanted = routeTo(query)
  if (wanted.view === 'show' && (document === '' || document === wanted.documentName)) return wantedIn(query)
  return routeOf(showPath(document)).view === 'show' ? showPath(document) : libraryPath()
}

export const screenNamed = (query: string): string => {
  const route = routeTo(query)
  if (route.view !== 'show') return ''
  return route.screen === 'timer' ? 'Stage timer' : route.screen === 'stage' ? 'Backstage' : ''
}
