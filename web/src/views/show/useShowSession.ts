import { useEffect, useState } from 'react'
import { listCompanions } from '../../api/companions'
import { whoIsHere } from '../../api/visit'
import type { Show } from '../../model/schema'
import { useReadable } from '../../react/useDoc'
import { keeper, NOBODY } from '../../sync/keeper'
import { displayName, person } from '../../sync/person'
import { type Session, openNotes, openShow, syncUrl } from '../../sync/session'
import { ShowDesk } from './desk'
import { Companions } from './privately/companions'

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
    const options = { url: syncUrl(location) }
    const session = openShow(documentName, options)
    const companions = new Companions(documentName, { who: whoIsHere, list: listCompanions, open: (name) => openNotes(name, options) })
    const author = (): string => displayName(person.get())
    setOpened({ session, desk: new ShowDesk({ session, companions, author, print: () => window.print() }) })
    return () => {
      setOpened(null)
      void companions.close()
      void session.close()
    }
  }, [documentName, whose])
  return opened
}
