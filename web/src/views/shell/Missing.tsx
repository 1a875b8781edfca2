import { libraryPath } from '../../routes'
import { Button, LinkButton } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import type { Absence, MissingProps } from './part'

const TITLES: Record<Absence, string> = { away: 'The server does not answer', updated: 'Callboard has been updated' }

const SENTENCES: Record<Absence, string> = {
  away: 'This part of Callboard is still to come from it. What you wrote is kept. It is asked again every few seconds.',
  updated: 'This page is from before the update, or the connection was lost. Reload it to go on; what you wrote is kept.',
}

const Way = ({ absence, onAgain }: MissingProps) =>
  absence === 'away' ? (
    <Button tone="primary" icon="restore" onPress={onAgain}>
      Try again
    </Button>
  ) : (
    <Button tone="primary" icon="restore" onPress={() => location.reload()}>
      Reload
    </Button>
  )

/** In the place of a screen that did not come. */
export const MissingScreen = (props: MissingProps) => (
  <EmptyState
    isPage
    title={TITLES[props.absence]}
    picture={<Icon name={props.absence === 'away' ? 'cloud-off' : 'restore'} size="large" />}
    actions={
      <>
        <LinkButton href={libraryPath()}>All shows</LinkButton>
        <Way {...props} />
      </>
    }
  >
    {SENTENCES[props.absence]}
  </EmptyState>
)

/** In the place of a dialog that did not come. */
export const MissingDialog = (props: MissingProps) => (
  <Dialog title={TITLES[props.absence]} isOpen onClose={props.onClose ?? (() => undefined)} footer={<Way {...props} />}>
    <p>{SENTENCES[props.absence]}</p>
  </Dialog>
)
