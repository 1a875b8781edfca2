import { MissingDialog } from '../shell/Missing'
import { part } from '../shell/part'

/** Loaded when somebody shares. */
export const ShareDialogPart = part(() => import('./ShareDialog'), { missing: MissingDialog })
