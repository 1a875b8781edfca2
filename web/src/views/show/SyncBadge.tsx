import { Button, Dialog, DialogTrigger } from 'react-aria-components'
import { useReadable } from '../../react/useDoc'
import { useSession, useWarning } from '../../react/useSession'
import type { Status, StatusKind } from '../../sync/status'
import { type BadgeTone } from '../../ui/Badge'
import { Button as ActionButton } from '../../ui/Button'
import { Icon, type IconName } from '../../ui/Icon'
import { Popover } from '../../ui/Popover'
import { useDesk } from './DeskContext'
import { hasEnded } from './EndedNote'
import type { Parting } from './parting'
import { useWholeStatus } from './privately/useWholeStatus'
import styles from './SyncBadge.module.css'

interface Look {
  readonly tone: BadgeTone
  readonly icon: IconName
  readonly word: string
  /** What is safe, and what to do. */
  readonly advice: string
}

const KEEPS_HERE =
  'Go on working. What you change is stored on this device and goes to the server by itself as soon as it is reached.'
const RETRY = 'Nothing that is on this device is lost by that. You can try again, or export the show from here.'

const LOOKS: Readonly<Record<StatusKind, Look>> = {
  'saved-server': { tone: 'go', icon: 'cloud-check', word: 'Saved', advice: 'You can close this window at any time.' },
  saving: {
    tone: 'accent',
    icon: 'cloud',
    word: 'Saving',
    advice: 'It takes a moment; the word becomes “Saved” when the server has stored it.',
  },
  unanswered: { tone: 'standby', icon: 'cloud-off', word: 'Waiting', advice: KEEPS_HERE },
  absent: {
    tone: 'standby',
    icon: 'cloud-off',
    word: 'Offline',
    advice: 'What was opened on this device before can be found under “All shows”.',
  },
  connecting: { tone: 'neutral', icon: 'cloud', word: 'Connecting', advice: KEEPS_HERE },
  offline: { tone: 'standby', icon: 'device-check', word: 'Offline', advice: KEEPS_HERE },
  'offline-writing': { tone: 'standby', icon: 'device', word: 'Offline', advice: KEEPS_HERE },
  'not-saved': {
    tone: 'stop',
    icon: 'warning',
    word: 'Not saved',
    advice: 'Leave this window open until the server is back.',
  },
  refused: { tone: 'stop', icon: 'stop', word: 'Refused', advice: RETRY },
  denied: { tone: 'stop', icon: 'lock', word: 'Not opened', advice: RETRY },
  closed: { tone: 'stop', icon: 'stop', word: 'Closed', advice: RETRY },
}

const ONLINE: ReadonlySet<StatusKind> = new Set(['saved-server', 'saving', 'unanswered', 'connecting'])
const SLOW = 'Something on this network blocks the usual connection, so changes travel a slower way. They are just as safe.'

const PARTED: Readonly<Partial<Record<Parting['kind'], string>>> = {
  deleted: 'Deleted',
  unknown: 'Unknown',
  otherHistory: 'Kept apart',
}

const Facts = ({ status }: { status: Status }) => (
  <dl className={styles.facts}>
    <dt>Not yet on the server</dt>
    <dd>{status.pending === 0 ? 'nothing' : `${status.pending} ${status.pending === 1 ? 'change' : 'changes'}`}</dd>
  </dl>
)

/** Where the work is right now, in a shape, a colour and a word; pressed, it says what is safe (U3). */
export const SyncBadge = () => {
  const session = useSession()
  const status = useWholeStatus()
  const warning = useWarning()
  const desk = useDesk()
  const parting = useReadable(desk.parting)?.kind
  const retry = (): void => {
    session.retry()
    for (const companion of desk.companions.get()) companion.session.retry()
  }
  const { tone, icon, advice, ...look } = LOOKS[status.kind]
  const isSlow = useReadable(session.way) === 'requests'
  const word = (hasEnded(status) && parting ? PARTED[parting] : undefined) ?? look.word
  return (
    <DialogTrigger>
      <Button
        className={styles.badge ?? ''}
        data-tone={tone}
        data-kind={status.kind}
        data-pending={status.pending}
        aria-label={`${word}. ${status.sentence}`}
      >
        <Icon name={icon} size="small" />
        <span className={styles.word}>{word}</span>
        {status.pending > 0 ? <span className={styles.pending}>{status.pending}</span> : null}
      </Button>
      <Popover placement="bottom end">
        <Dialog className={styles.explanation ?? ''} aria-label="Where your work is">
          <strong>{status.sentence}</strong>
          <p>{advice}</p>
          {isSlow && ONLINE.has(status.kind) ? <p data-way="requests">{SLOW}</p> : null}
          {warning ? <p>{warning}</p> : null}
          <Facts status={status} />
          {hasEnded(status) ? (
            <ActionButton size="small" icon="restore" onPress={retry}>
              Try again
            </ActionButton>
          ) : null}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
