/**
 * What a share dialog can give links to: a show, all shows of its workspace, or either.
 *
 *   placesFor(show, standing, workspaces)      what whoever has that standing may share of a show, itself first
 *   wholeWorkspace(workspace)                  all of it, where one is among its people
 */
import type { Opened } from '../../api/sharing'
import type { Standing } from '../../api/standing'
import type { Workspace } from '../../api/people'

export interface Place {
  readonly id: 'show' | 'workspace'
  readonly opened: Opened
  /** What it is called: that of the show, or of the workspace. */
  readonly title: string
  /** What one may do there oneself: nobody gives away more. */
  readonly rights: readonly string[]
}

export const wholeWorkspace = ({ id, name, rights }: Workspace): Place => ({ id: 'workspace', opened: { workspace: id }, title: name, rights })

export const placesFor = (
  { name, title }: { readonly name: string; readonly title: string },
  { rights, workspace }: Standing,
  workspaces: readonly Workspace[],
): readonly Place[] => {
  const show: Place = { id: 'show', opened: { document: name }, title, rights }
  const own = workspaces.find((one) => one.id === workspace)
  return own?.rights.includes('share') ? [show, wholeWorkspace(own)] : [show]
}

/** “Gala”, or “every show of The Venue”. */
export const namedPlace = ({ id, title }: Place): string => (id === 'show' ? `“${title}”` : `every show of ${title}`)
