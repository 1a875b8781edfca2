import { useState } from 'react'
import type { Me } from '../../api/people'
import { hasAccounts, isStranger, visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { useReady, useSession, useStatus } from '../../react/useSession'
import { libraryPath, showPath, signInPath } from '../../routes'
import type { Status } from '../../sync/status'
import { Button, LinkButton } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { Note } from '../../ui/Note'
import { useDesk } from './DeskContext'
import { exportHere } from './exportHere'
import type { Parting } from './parting'
import styles from './Shut.module.css'
import { count } from './words'

export type ShutKind = 'signIn' | 'notYours' | 'unclear'

const TITLES: Readonly<Record<ShutKind, string>> = {
  signIn: 'Sign in to see this show',
  notYours: 'This show is not shared with you',
  unclear: 'The server does not open this show',
}

const SIGN_IN = 'Sign in, or open the link that was shared with you once more.'

/** Left to the person who sees it: a deleted show, and a copy of another history. */
const OPEN_ALL_THE_SAME: ReadonlySet<Parting['kind']> = new Set(['deleted', 'otherHistory'])

/** Only somebody who was let in hears this; a show that was shut opens again with it, and not while it is asked. */
const LET_IN: ReadonlySet<Status['kind']> = new Set(['saved-server', 'refused'])

const shutNow = (me: Me | null, kind: Status['kind'], parting: Parting['kind'] | undefined): ShutKind | null => {
  if (isStranger(me)) return 'signIn'
  if (!hasAccounts(me) || kind !== 'denied') return null
  return parting === 'signIn' || parting === 'notYours' ? parting : 'unclear'
}

/**
 * Why a show is not shown to whoever may not see it (any more), though this device has a copy; null while it is. What
 * is known on this device decides until the server has answered.
 */
export const useShut = (): ShutKind | null => {
  const { me } = useReadable(visit)
  const { kind } = useStatus()
  const parting = useReadable(useDesk().parting)?.kind
  const [was, setWas] = useState<ShutKind | null>(null)
  const now = shutNow(me, kind, parting)
  if (now !== null && now !== was) setWas(now)
  if (was !== null && LET_IN.has(kind) && now === null) setWas(null)
  if (parting !== undefined && OPEN_ALL_THE_SAME.has(parting)) return null
  return now ?? was
}

const sentenceFor = (shut: ShutKind, { kind, sentence }: Status): string =>
  shut === 'signIn' && kind !== 'denied' ? SIGN_IN : sentence

/** What this device has of the show that no server has: it can be taken along as a file. */
const KeptHere = () => {
  const desk = useDesk()
  const { pending } = useStatus()
  if (!useReady() || pending === 0) return null
  return (
    <div className={styles.kept}>
      <Note
        tone="standby"
        title={`${count(pending, 'change')} of yours ${pending === 1 ? 'is' : 'are'} on this device only`}
        actions={
          <Button size="small" icon="export" onPress={() => exportHere(desk.show, 'json')}>
            Save a copy
          </Button>
        }
      >
        Kept here until the server opens the show for you again.
      </Note>
    </div>
  )
}

/** The show is closed to this person: the server's sentence, and what can be done. */
export const Shut = ({ kind }: { kind: ShutKind }) => {
  const session = useSession()
  const status = useStatus()
  const isAccount = useReadable(visit).me?.visitor?.kind === 'account'
  return (
    <div role="alert">
      <EmptyState
        title={TITLES[kind]}
        picture={<Icon name="lock" size="large" />}
        actions={
          <>
            {kind === 'signIn' ? null : <LinkButton href={libraryPath()}>All shows</LinkButton>}
            {kind === 'signIn' ? null : (
              <Button icon="restore" onPress={() => session.retry()}>
                Try again
              </Button>
            )}
            {isAccount ? null : (
              <LinkButton href={signInPath(showPath(session.name))} tone={kind === 'signIn' ? 'primary' : 'plain'} icon="person">
                Sign in
              </LinkButton>
            )}
          </>
        }
      >
        {sentenceFor(kind, status)}
      </EmptyState>
      <KeptHere />
    </div>
  )
}
