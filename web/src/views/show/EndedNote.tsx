import { libraryPath } from '../../routes'
import { useSession, useStatus } from '../../react/useSession'
import type { Status, StatusKind } from '../../sync/status'
import { Button, LinkButton } from '../../ui/Button'
import { Note } from '../../ui/Note'
import styles from './EndedNote.module.css'

const TITLES: Readonly<Partial<Record<StatusKind, string>>> = {
  refused: 'A change was not taken by the server',
  denied: 'The server does not open this show',
  closed: 'This show was closed on the server',
}

/** Whether the server and this window have parted over this document. */
export const hasEnded = ({ kind }: Status): boolean => TITLES[kind] !== undefined

/** The server ended it: what happened, what is safe, and what one can do. */
export const EndedNote = () => {
  const session = useSession()
  const { kind, sentence } = useStatus()
  const title = TITLES[kind]
  if (title === undefined) return null
  return (
    <div className={styles.place}>
      <Note
        tone="stop"
        title={title}
        actions={
          <>
            <LinkButton href={libraryPath()} size="small">
              All shows
            </LinkButton>
            <Button size="small" icon="restore" onPress={() => session.retry()}>
              Try again
            </Button>
          </>
        }
      >
        {sentence}
      </Note>
    </div>
  )
}
