import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { useCall } from './CallContext'

/** Before another run of the show: how the last one went is asked after first, for it is gone then. */
export const StartOverDialog = ({ onClose }: { onClose: () => void }) => {
  const { send } = useCall()
  const startOver = (): void => {
    void send('start-over', {})
    onClose()
  }
  return (
    <Dialog
      title="Start the call over?"
      role="alertdialog"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            Leave it
          </Button>
          <Button tone="danger" onPress={startOver}>
            Start over
          </Button>
        </>
      }
    >
      <p>
        Every segment and every cue is to come again, as after a rehearsal. The plan stays as it is. How this run went is
        gone then: print or save it first, under As run.
      </p>
    </Dialog>
  )
}
