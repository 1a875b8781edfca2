import type { Roles } from '../../api/members'
import { mayGive } from '../../api/standing'
import type { SelectOption } from '../../ui/Select'
import { roleName } from './words'

/** The roles that one may give to others, with what is done in each; one that gives nothing is none to give. */
export const roleOptions = (roles: Roles | null, own: readonly string[]): readonly SelectOption<string>[] =>
  (roles?.roles ?? [])
    .filter(({ rights }) => rights.length > 0 && mayGive(own, rights))
    .map(({ role, about }) => ({ id: role, label: roleName(role), description: about }))
