import { kept } from '../../sync/storage'

/** Whether this browser came in by a link for the crew: what it may only look at opens on the crew's screen. */
export const cameAsCrew = kept('callboard:came-as-crew', (stored) => stored === true)
