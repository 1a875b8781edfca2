/**
 * What a share dialog can give links to: a show, all shows of its workspace, or some of them.
 *
 *   placesFor(show, standing, workspaces)      what whoever has that standing may share of a show, itself first
 *   placesIn(workspace)                        all of it, and some of it, where one is among its people
 *   withShows(place, titles)                   some of it, when they are chosen
 *   isFor(share, places)                       whether a link belongs in the list of such a dialog
 */
import type { Opened, Share } from '../../api/sharing'
import type { Standing } from '../../api/standing'
import type { Workspace } from '../../api/people'

export interface Place {
  readonly id: 'show' | 'several' | 'workspace'
  readonly opened: Opened
  /** What it is called: that of the show, of the workspace, or of the chosen shows one after the other. */
  readonly title: string
  /** What one may do there oneself: nobody gives away more. */
  readonly rights: readonly string[]
}

export const placesIn = ({ id, name, rights }: Workspace): readonly Place[] => {
  const all = { opened: { workspace: id }, title: name, rights }
  return [
    { ...all, id: 'workspace' },
    { ...all, id: 'several' },
  ]
}

export const placesFor = (
  { name, title }: { readonly name: string; readonly title: string },
  { rights, workspace }: Standing,
  workspaces: readonly Workspace[],
): readonly Place[] => {
  const show: Place = { id: 'show', opened: { document: name }, title, rights }
  const own = workspaces.find((one) => one.id === workspace)
  return own?.rights.includes('share') ? [show, ...placesIn(own)] : [show]
}

const MOST_NAMED = 3

/** “Gala, Matinee and Close”; of many the first ones, and how many more there are. */
export const inOneBreath = (titles: readonly string[]): string => {
  const named = titles.length > MOST_NAMED ? titles.slice(0, MOST_NAMED - 1) : titles.slice(0, -1)
  const rest = titles.length - named.length
  const last = rest === 1 ? titles.at(-1) : `${rest} more shows`
  return named.length === 0 ? (titles[0] ?? '') : `${named.join(', ')} and ${last}`
}

export const withShows = (place: Place, titles: readonly string[]): Place => ({ ...place, title: inOneBreath(titles) })

/** A show's dialog lists what opens that show; a workspace's, all that opens it or some of it. */
export const isFor = ({ documents }: Pick<Share, 'documents'>, places: readonly Place[]): boolean => {
  const [first] = places
  return documents.length === 0 || first === undefined || !('document' in first.opened) || documents.includes(first.opened.document)
}

/** “Gala”, or “every show of The Venue”. */
export const namedPlace = ({ id, title }: Place): string => (id === 'workspace' ? `every show of ${title}` : `“${title}”`)
