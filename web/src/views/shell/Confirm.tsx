import { type ReactNode, type RefObject, useState } from 'react'
import { sentenceOf } from '../../api'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorNote } from '../../ui/ErrorNote'

interface Props {
  /** The question. */
  title: string
  /** What is done, as the button says it: "Revoke". */
  verb: string
  /** Said above the reason when it was not done. */
  failed: string
  /** Resolves when it is done; what it throws is shown, and one can try again. */
  onConfirm: () => Promise<void>
  onClose: () => void
  /** Has the focus when it is done: the button that asked is mostly gone by then. */
  focusAfter: RefObject<HTMLElement | null>
  /** What will be so afterwards, and for whom. */
  children: ReactNode
}

const FRAMES = 12

/** In one of the next frames the dialog gives the focus back to where it came from; only then it can be moved. */
const keepFocus = (on: RefObject<HTMLElement | null>, frames = FRAMES): void => {
  if (document.activeElement !== on.current) on.current?.focus()
  if (frames > 0) requestAnimationFrame(() => keepFocus(on, frames - 1))
}

/** Asks before something that cannot be taken back. */
export const Confirm = ({ title, verb, failed, onConfirm, onClose, focusAfter, children }: Props) => {
  const [isDoing, setDoing] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const confirm = async () => {
    setDoing(true)
    setProblem(null)
    try {
      await onConfirm()
      onClose()
      keepFocus(focusAfter)
    } catch (error) {
      setProblem(sentenceOf(error))
      setDoing(false)
    }
  }
  return (
    <Dialog
      title={title}
      role="alertdialog"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" autoFocus onPress={onClose}>
            Cancel
          </Button>
          <Button tone="danger" isPending={isDoing} onPress={() => void confirm()}>
            {verb}
          </Button>
        </>
      }
    >
      <p>{children}</p>
      {problem === null ? null : <ErrorNote title={failed}>{problem}</ErrorNote>}
    </Dialog>
  )
}
