import { useRef, useState } from 'react'
import type { Share } from '../../api/sharing'
import { announce } from '../../ui/Announcer'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { Confirm } from '../shell/Confirm'
import { useNow } from '../library/useNow'
import styles from './LinkList.module.css'
import { ended, open } from './shares'
import { endOf, extentOf, holdersOf, lossOf, madeBy, roleName, titleOf, usesOf } from './words'

interface Props {
  links: readonly Share[]
  onRevoke: (id: string) => Promise<void>
}

const ENDED_SHOWN = 20

/** Every link that opens this show, who came with it, and a way to take it back; below them those that are over. */
export const LinkList = ({ links, onRevoke }: Props) => {
  const now = useNow()
  const heading = useRef<HTMLHeadingElement>(null)
  const [asked, setAsked] = useState<Share | null>(null)
  const [living, over] = [open(links), ended(links)]
  const revoke = async (share: Share) => {
    await onRevoke(share.id)
    announce(`${titleOf(share)} was revoked.`)
  }
  return (
    <>
      <section aria-labelledby="links">
        <h3 id="links" ref={heading} tabIndex={-1} className={styles.heading}>
          Links that open it <span className={styles.amount}>{living.length}</span>
        </h3>
        {living.length === 0 ? <p className={styles.none}>None at the moment.</p> : null}
        <ul className={styles.list}>
          {living.map((share) => (
            <Row key={share.id} share={share} now={now} onRevoke={() => setAsked(share)} />
          ))}
        </ul>
      </section>
      {over.length === 0 ? null : (
        <details className={styles.over}>
          <summary>Links that are over: {over.length}</summary>
          <ul className={styles.list}>
            {over.slice(0, ENDED_SHOWN).map((share) => (
              <Row key={share.id} share={share} now={now} />
            ))}
          </ul>
        </details>
      )}
      {asked === null ? null : (
        <Confirm
          title={`Revoke “${titleOf(asked)}”?`}
          verb="Revoke"
          failed="The link was not revoked"
          onConfirm={() => revoke(asked)}
          onClose={() => setAsked(null)}
          focusAfter={heading}
        >
          {lossOf(asked)} This cannot be taken back; a new link can be made at any time.
        </Confirm>
      )}
    </>
  )
}

const Row = ({ share, now, onRevoke }: { share: Share; now: number; onRevoke?: () => void }) => {
  const who = holdersOf(share)
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <span className={styles.title}>
          {titleOf(share)} <Badge>{roleName(share.role)}</Badge>
          {share.document === '' ? <Badge icon="sheet">{extentOf(share)}</Badge> : null}
          {share.has_passphrase ? <Badge icon="lock">Passphrase</Badge> : null}
        </span>
        {who === '' || onRevoke === undefined ? null : <span>{who}</span>}
        <span className={styles.details}>
          {[usesOf(share, now), endOf(share, now), madeBy(share, now)].join(' · ')}
        </span>
      </div>
      {onRevoke === undefined ? null : (
        <Button size="small" tone="danger" aria-label={`Revoke ${titleOf(share)}`} onPress={onRevoke}>
          Revoke
        </Button>
      )}
    </li>
  )
}
