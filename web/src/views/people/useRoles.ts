import { isUnreachable, sentenceOf } from '../../api'
import { readRoles, type Roles } from '../../api/members'
import { useReadable } from '../../react/useDoc'
import { inTurn } from '../../sync/inTurn'
import { Cell } from '../../sync/readable'
import { useAskedAgain, useFirst } from '../shell/useAskedAgain'

export interface RolesState {
  readonly situation: 'loading' | 'here' | 'away' | 'failed'
  readonly roles: Roles | null
  readonly problem: string
}

// The table is the same for as long as the server is.
const table = new Cell<RolesState>({ situation: 'loading', roles: null, problem: '' })

export const askForRoles = inTurn(async () => {
  if (table.get().roles !== null) return
  try {
    table.set({ situation: 'here', roles: await readRoles(), problem: '' })
  } catch (error) {
    table.set({ situation: isUnreachable(error) ? 'away' : 'failed', roles: null, problem: sentenceOf(error) })
  }
})

/** The table of roles and rights, and whether the server has told it. */
export const useRolesTable = (): RolesState => {
  const state = useReadable(table)
  useFirst(askForRoles)
  useAskedAgain(askForRoles, { isAway: state.situation === 'away' })
  return state
}

/** The table, once the server has told it; null until then. */
export const useRoles = (): Roles | null => useRolesTable().roles
