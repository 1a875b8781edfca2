import { chooseNotifications, readNotifications } from '../../api/preferences'
import { isAccount } from '../../api/standing'
import { visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { AccountNotifications } from '../../sync/accountNotifications'
import { useInStep } from './useInStep'

const ofAccount = new AccountNotifications({ read: readNotifications, change: chooseNotifications })

/** Keeps what one wants to be told in step with one's account, if there is one (A25). */
export const useAccountNotifications = (): void => {
  useInStep(isAccount(useReadable(visit).me) ? ofAccount : null)
}
