import { libraryPath } from '../../routes'
import { Button, LinkButton } from '../../ui/Button'
import styles from './Entering.module.css'
import { EnteringPage } from './EnteringPage'
import { Unanswered } from '../shell/Unanswered'
import type { Look } from './useLook'

interface Props {
  /** “link” or “invitation”. */
  what: string
  look: Extract<Look<unknown>, { sentence: string }>
  onAgain: () => void
}

/** A link that does not open anything now, and what can be done about it. */
export const Blocked = ({ what, look, onAgain }: Props) =>
  look.kind === 'offline' ? (
    <EnteringPage title={`Your ${what} waits`} lead="Check that you are on the right network. It opens by itself when the server is back.">
      <Unanswered situation="away" title="" problem={look.sentence} onAgain={onAgain}>
        Your {what} is kept in this window.
      </Unanswered>
    </EnteringPage>
  ) : (
    <EnteringPage title={`This ${what} opens nothing`} lead={look.sentence}>
      <div className={styles.actions}>
        <LinkButton href={libraryPath()}>All shows</LinkButton>
        <Button icon="restore" onPress={onAgain}>
          Try again
        </Button>
      </div>
    </EnteringPage>
  )

/** The address without its secret part. */
export const Incomplete = ({ what }: { what: string }) => (
  <EnteringPage
    title="The address is not complete"
    lead={`The part of the ${what} after the # is missing. Open it once more, just as it was sent to you.`}
  >
    <div className={styles.actions}>
      <LinkButton href={libraryPath()}>All shows</LinkButton>
    </div>
  </EnteringPage>
)
