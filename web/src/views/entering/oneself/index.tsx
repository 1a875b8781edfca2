import { AccountDialog } from './AccountDialog'
import { DevicesDialog } from './DevicesDialog'
import { NotificationsDialog } from './NotificationsDialog'
import { SignOutDialog } from './SignOutDialog'
import { TokensDialog } from './TokensDialog'

export type OneselfDialogName = 'account' | 'notifications' | 'devices' | 'tokens' | 'sign-out'

const DIALOGS = {
  'account': AccountDialog,
  'notifications': NotificationsDialog,
  'devices': DevicesDialog,
  'tokens': TokensDialog,
  'sign-out': SignOutDialog,
} as const

/** Whichever of the dialogs about oneself was asked for. */
const Oneself = ({ dialog, onClose }: { dialog: OneselfDialogName; onClose: () => void }) => {
  const Shown = DIALOGS[dialog]
  return <Shown onClose={onClose} />
}

export default Oneself
