import { ErrorNote } from '../../ui/ErrorNote'
import { Note } from '../../ui/Note'
import type { LibraryState } from './library'
import { library } from './ourLibrary'

/** One note above the list, when it is not simply the server's list. */
export const Situation = ({ situation, problem }: Pick<LibraryState, 'situation' | 'problem'>) => {
  if (situation === 'offline') {
    return (
      <Note tone="standby" title="Working offline">
        The server cannot be reached. Shows that were opened on this device can be opened and edited; everything goes
        to the server when it is back.
      </Note>
    )
  }
  if (situation === 'failed') {
    return (
      <ErrorNote title="The list could not be loaded" onRetry={() => void library.refresh()}>
        {problem} Your shows are safe.
      </ErrorNote>
    )
  }
  return null
}
