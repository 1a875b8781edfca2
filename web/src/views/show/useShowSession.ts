import { useEffect, useState } from 'react'
import type { Show } from '../../model/schema'
import { displayName, person } from '../../sync/person'
import { type Session, openShow, syncUrl } from '../../sync/session'
import { ShowDesk } from './desk'

interface Opened {
  readonly session: Session<Show>
  readonly desk: ShowDesk
}

/** Opens a run of show for as long as it is on the screen. */
export const useShowSession = (documentName: string): Opened | null => {
  const [opened, setOpened] = useState<Opened | null>(null)
  useEffect(() => {
    const session = openShow(documentName, { url: syncUrl(location) })
    const author = (): string => displayName(person.get())
    setOpened({ session, desk: new ShowDesk({ session, author, print: () => window.print() }) })
    return () => {
      setOpened(null)
      void session.close()
    }
  }, [documentName])
  return opened
}
