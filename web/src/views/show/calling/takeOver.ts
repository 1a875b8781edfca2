/**
 * How far somebody has got who wants the call that another one has.
 *
 *   asked   the holder was asked and can still answer, for `left` ms
 *   free    no answer came, or the holder is not there: the call can be taken, with a reason
 *   kept    the holder keeps it
 *   mine    it was handed over
 */
import type { CallState } from '../../../live/frames.gen'

/** As the server has it (channels/call_holder.py): so long the holder can answer. */
const ANSWER_WITHIN = 15_000
export const LEAST_REASON = 3

export type TakeOver = { readonly kind: 'asked'; readonly left: number } | { readonly kind: 'free' | 'kept' | 'mine' }

export interface Wish {
  readonly state: CallState | null
  readonly me: string
  readonly isMine: boolean
  /** The server said at once that the holder does not answer. */
  readonly isSilent: boolean
  readonly now: number
}

export const takeOverOf = ({ state, me, isMine, isSilent, now }: Wish): TakeOver => {
  if (isMine || state?.caller == null) return { kind: 'mine' }
  if (isSilent) return { kind: 'free' }
  const { request } = state
  if (request?.id !== me) return { kind: 'kept' }
  const left = request.at + ANSWER_WITHIN - now
  return left > 0 ? { kind: 'asked', left } : { kind: 'free' }
}
