/** What somebody who comes in may do, in a few words; the server has them (GET /api/roles). */
import { roleName } from '../sharing/words'

/** “crew: follow the show”, after “as”. */
export const asRole = ({ role, about }: { readonly role: string; readonly about: string }): string => {
  const what = about.charAt(0).toLowerCase() + about.slice(1).replace(/\.$/, '')
  return what === '' ? roleName(role).toLowerCase() : `${roleName(role).toLowerCase()}: ${what}`
}
