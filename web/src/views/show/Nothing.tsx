import { useState } from 'react'
import { restoreDocument } from '../../api'
import { useSession, useStatus } from '../../react/useSession'
import { libraryPath } from '../../routes'
import { Button, LinkButton } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Icon, type IconName } from '../../ui/Icon'
import { tryTo } from '../library/attempts'
import type { Parting } from './parting'

export type NothingKind = 'absent' | Exclude<Parting['kind'], 'otherHistory' | 'signIn' | 'notYours'>

interface Words {
  readonly title: string
  readonly icon: IconName
  /** Without one, the server's own sentence. */
  readonly sentence?: string
}

const WORDS: Readonly<Record<NothingKind, Words>> = {
  absent: {
    title: 'Not on this device yet',
    icon: 'cloud-off',
    sentence: 'This show has not been opened on this device yet; it appears when the server is back.',
  },
  deleted: {
    title: 'This show was deleted',
    icon: 'trash',
    sentence: 'Everything in it is kept on the server, and comes back with it.',
  },
  unknown: {
    title: 'There is no such show on this server',
    icon: 'search',
    sentence: 'The address may have been copied only in part, or belong to another server.',
  },
  unclear: { title: 'The server does not open this show', icon: 'lock' },
}

/** Brings a deleted show back, and opens it again. */
export const RestoreShow = ({ size = 'medium' }: { size?: 'medium' | 'small' }) => {
  const session = useSession()
  const [working, setWorking] = useState(false)
  const restore = async (): Promise<void> => {
    setWorking(true)
    const done = await tryTo('The show could not be restored', () => restoreDocument(session.name).then(() => true))
    setWorking(false)
    if (done) session.retry()
  }
  return (
    <Button tone="primary" size={size} icon="restore" isPending={working} onPress={() => void restore()}>
      Restore
    </Button>
  )
}

/** There is nothing of this show to be seen here: why, and what can be done. */
export const Nothing = ({ kind }: { kind: NothingKind }) => {
  const session = useSession()
  const { sentence: said } = useStatus()
  const { title, icon, sentence = said } = WORDS[kind]
  return (
    <EmptyState
      title={title}
      picture={<Icon name={icon} size="large" />}
      actions={
        <>
          <LinkButton href={libraryPath()} tone={kind === 'unknown' ? 'primary' : 'plain'}>
            All shows
          </LinkButton>
          {kind === 'deleted' ? <RestoreShow /> : null}
          {kind === 'unclear' ? (
            <Button icon="restore" onPress={() => session.retry()}>
              Try again
            </Button>
          ) : null}
        </>
      }
    >
      {sentence}
    </EmptyState>
  )
}
