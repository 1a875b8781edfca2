import { type RefObject, useState } from 'react'
import type { WaitingInvitation } from '../../api/members'
import { Button } from '../../ui/Button'
import { ago } from '../library/when'
import { Confirm } from '../shell/Confirm'
import { instantOf, roleName } from '../sharing/words'
import styles from './People.module.css'

interface Props {
  invitations: readonly WaitingInvitation[]
  now: number
  /** Has the focus when one was taken back. */
  focusAfter: RefObject<HTMLElement | null>
  onTakeBack: (id: string) => Promise<void>
}

/** Invitations that nobody has taken up yet. */
export const Invitations = ({ invitations, now, focusAfter, onTakeBack }: Props) => {
  const [asked, setAsked] = useState<WaitingInvitation | null>(null)
  if (invitations.length === 0) return null
  return (
    <section aria-labelledby="waiting" className={styles.section}>
      <h2 id="waiting" className={styles.heading}>
        Invitations that wait <span className={styles.amount}>{invitations.length}</span>
      </h2>
      <ul className={styles.list}>
        {invitations.map((one) => (
          <li key={one.id} className={styles.row}>
            <div className={styles.words}>
              <span className={styles.name}>{one.email}</span>
              <span className={styles.details}>
                {one.expires_at <= now
                  ? `ended ${ago(one.expires_at, now)}`
                  : `sent ${ago(one.created_at, now)}, ends ${instantOf(one.expires_at)}`}
              </span>
            </div>
            <span>{one.document === '' ? roleName(one.role) : `${roleName(one.role)} in one show`}</span>
            <Button size="small" tone="danger" aria-label={`Take back the invitation of ${one.email}`} onPress={() => setAsked(one)}>
              Take back
            </Button>
          </li>
        ))}
      </ul>
      {asked === null ? null : (
        <Confirm
          title="Take the invitation back?"
          verb="Take back"
          failed="The invitation still waits"
          onConfirm={() => onTakeBack(asked.id)}
          onClose={() => setAsked(null)}
          focusAfter={focusAfter}
        >
          The link that {asked.email} has opens nothing any more. A new invitation can be made at any time.
        </Confirm>
      )}
    </section>
  )
}
