import type { Me } from '../../api/people'
import { visit } from '../../api/visit'

/**
 * Whoever has come in begins anew at a page: what was open before was asked for by somebody else, and password
 * managers offer to keep what led there. The new page knows at once who that is: nobody sees what another has here.
 */
export const enterAt = async (path: string, me?: Me): Promise<never> => {
  if (me === undefined) await visit.refresh()
  else visit.take(me)
  location.replace(path)
  // Until this page is gone, what led there goes on.
  return new Promise<never>(() => {})
}
