/** Which of one's workspaces the pages about a workspace show; remembered on this device. */
import type { Me, Workspace } from '../../api/people'
import { ownWorkspaces } from '../../api/standing'
import { keptOwn } from '../../sync/keeper'

const chosen = keptOwn('callboard:workspace', (stored) => (typeof stored === 'string' ? stored : ''))

export const chosenWorkspace = chosen
export const chooseWorkspace = (id: string): void => chosen.set(id)

/** The chosen one, else the first; null for somebody who is in none. */
export const workspaceOf = (me: Me | null, id: string): Workspace | null => {
  const own = ownWorkspaces(me)
  return own.find((one) => one.id === id) ?? own[0] ?? null
}
