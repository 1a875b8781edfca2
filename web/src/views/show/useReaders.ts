import { useEffect } from 'react'
import { useMayEdit } from '../../react/useSession'
import { announce } from '../../ui/Announcer'
import { useDesk } from './DeskContext'
import { LOOK_ONLY } from './desk'

/** Whoever becomes a reader while writing is told so, and what was open for writing closes. */
export const useReaders = (): void => {
  const desk = useDesk()
  const mayEdit = useMayEdit()
  useEffect(() => {
    if (mayEdit) return
    desk.stopEditing()
    announce(LOOK_ONLY)
  }, [desk, mayEdit])
}
