/** Whether single letters are commands on the caller's screen; a choice of this device and its keyboard. */
import { kept } from '../../../sync/storage'

export const letterKeys = kept('callboard:caller-letters', (stored): boolean => stored !== false)
