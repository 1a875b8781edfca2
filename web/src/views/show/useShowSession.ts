import { useEffect, useState } from 'react'
import type { Show } from '../../model/schema'
import { useReadable } from '../../react/useDoc'
import { keeper, NOBODY } from '../../sync/keeper'
import { displayName, person } from '../../sync/person'
import { type Session, openShow, syncUrl } from '../../sync/session'
import { ShowDesk } from './desk'

interface Opened {
  readonly session: Session<Show>
  readonly desk: ShowDesk
}

/** Whose copy is shown. Whoever is signed out elsewhere keeps what is on the screen, to take along what is not saved. */
const useWhose = (): string => {
  const now = useReadable(keeper)
  const [whose, setWhose] = useState(now)
  if (now !== whose && now !== NOBODY) setWhose(now)
  return whose
}

/** Opens a run of show for as long as it is on the screen, anew for whoever else comes to this browser. */
export const useShowSession = (documentName: string): Opened | null => {
  const [opened, setOpened] = useState<Opened | null>(null)
  const whose = useWhose()
  useEffect(() => {
    const session = openShow(documentName, { url: syncUrl(location) })
    const author = (): string => displayName(person.get())
    setOpened({ session, desk: new ShowDesk({ session, author, print: () => window.print() }) })
    return () => {
      setOpened(null)
      void session.close()
    }
  }, [documentName, whose])
  return opened
}
