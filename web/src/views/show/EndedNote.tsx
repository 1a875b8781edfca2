import { useReadable } from '../../react/useDoc'
import { libraryPath } from '../../routes'
import { useMayEdit, useSession, useStatus } from '../../react/useSession'
import type { Status, StatusKind } from '../../sync/status'
import { Button, LinkButton } from '../../ui/Button'
import { Note } from '../../ui/Note'
import { useDesk } from './DeskContext'
import styles from './EndedNote.module.css'
import { RestoreShow } from './Nothing'
import type { Parting } from './parting'

const TITLES: Readonly<Partial<Record<StatusKind, string>>> = {
  refused: 'A change was not taken by the server',
  denied: 'The server does not open this show',
  closed: 'This show was closed on the server',
}

const PARTED: Readonly<Partial<Record<Parting['kind'], string>>> = {
  deleted: 'This show was deleted',
  unknown: 'This show is not on this server',
  otherHistory: 'This copy is from another history of the show',
}

const UNWANTED = 'You can look, not edit: your changes are on this device only'

/** Whether the server and this window have parted over this document. */
export const hasEnded = ({ kind }: Status): boolean => TITLES[kind] !== undefined

/** The server ended it: what happened, what is safe, and what one can do. */
export const EndedNote = () => {
  const session = useSession()
  const desk = useDesk()
  const parting = useReadable(desk.parting)?.kind
  const { kind, sentence } = useStatus()
  const isUnwanted = !useMayEdit() && kind === 'refused'
  const title = isUnwanted ? UNWANTED : ((parting && PARTED[parting]) ?? TITLES[kind])
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
            {parting === 'otherHistory' ? (
              <Button size="small" tone="primary" onPress={() => desk.dialog.set({ kind: 'history' })}>
                Keep, compare or discard
              </Button>
            ) : isUnwanted ? (
              <Button size="small" tone="primary" onPress={() => desk.dialog.set({ kind: 'unwanted' })}>
                Save or discard
              </Button>
            ) : (
              <Button size="small" icon="restore" onPress={() => session.retry()}>
                Try again
              </Button>
            )}
            {parting === 'deleted' ? <RestoreShow size="small" /> : null}
          </>
        }
      >
        {sentence}
      </Note>
    </div>
  )
}
