import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { quoted } from '../words'

interface Props {
  readonly name: string
  readonly onClose: () => void
  readonly onClear: () => void
}

/** Nothing stops by a slip of the finger: it is asked first. */
export const ClearDialog = ({ name, onClose, onClear }: Props) => (
  <Dialog
    title={`Clear ${quoted(name)}?`}
    role="alertdialog"
    isOpen
    onClose={onClose}
    footer={
      <>
        <Button autoFocus onPress={onClose}>
          Leave it on
        </Button>
        <Button
          tone="danger"
          onPress={() => {
            onClear()
            onClose()
          }}
        >
          Clear
        </Button>
      </>
    }
  >
    <p>Nothing is on then, and it is to come again. What was completed before stays completed.</p>
  </Dialog>
)
