import { readStatus } from '../../api/status'
import { StatusStore, type TokenPlace } from './serverStatus'

const KEY = 'callboard:server-token'

/** Some browsers refuse even this storage: then the token is kept until the page is left. */
const tokenOfThisWindow = (): TokenPlace => {
  let held = ''
  try {
    held = sessionStorage.getItem(KEY) ?? ''
  } catch {
    // Nothing was kept.
  }
  return {
    get: () => held,
    set: (token) => {
      held = token
      try {
        sessionStorage.setItem(KEY, token)
      } catch {
        // It is kept in `held`.
      }
    },
  }
}

export const serverStatus = new StatusStore(readStatus, tokenOfThisWindow())
