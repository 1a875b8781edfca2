import { useCallback, useMemo, useState } from 'react'
import { useCall } from './CallContext'

export interface Taking {
  /** Takes the call where nobody has it, else asks for it. */
  readonly ask: () => void
  readonly isOpen: boolean
  /** The server said at once that whoever has it does not answer. */
  readonly isSilent: boolean
  readonly close: () => void
}

/** The wish to have the call, from the first press to the answer. */
export const useTake = (): Taking => {
  const { mayCall, isMine, state, send } = useCall()
  const [isOpen, open] = useState(false)
  const [isSilent, setSilent] = useState(false)
  const held = state?.caller != null
  const ask = useCallback((): void => {
    const wish = async (): Promise<void> => {
      setSilent(!(await send('take', {}, { quietly: held })))
      open(held)
    }
    if (mayCall && !isMine) void wish()
  }, [mayCall, isMine, held, send])
  const close = useCallback(() => open(false), [])
  return useMemo(() => ({ ask, isOpen, isSilent, close }), [ask, isOpen, isSilent, close])
}
