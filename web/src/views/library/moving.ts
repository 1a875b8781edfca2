/** Moving a show to another workspace: where it can go, and what is said of it. */
import type { DocumentEntry, Moved } from '../../api'
import type { Workspace } from '../../api/people'
import { counted } from './importFile'

/** Where one may move a show to: `places` are the workspaces in which one manages documents, its own among them. */
export const waysFor = ({ workspace }: Pick<DocumentEntry, 'workspace'>, places: readonly Workspace[] | null): readonly Workspace[] =>
  places?.some(({ id }) => id === workspace) === true ? places.filter(({ id }) => id !== workspace) : []

/** What has become of it: "“Gala” is in School now. 2 links to it and 1 role in it alone have ended." */
export const movedTo = (title: string, place: string, { links_ended: links, roles_ended: roles }: Moved): string => {
  const ended = [
    ...(links > 0 ? [`${counted(links, 'link')} to it`] : []),
    ...(roles > 0 ? [`${counted(roles, 'role')} in it alone`] : []),
  ]
  const have = links + roles === 1 ? 'has' : 'have'
  return `“${title}” is in ${place} now.${ended.length === 0 ? '' : ` ${ended.join(' and ')} ${have} ended.`}`
}
