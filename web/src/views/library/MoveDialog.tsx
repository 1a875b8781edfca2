import { type FormEvent, useState } from 'react'
import { type DocumentEntry, sentenceOf } from '../../api'
import type { Workspace } from '../../api/people'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorNote } from '../../ui/ErrorNote'
import { Select } from '../../ui/Select'
import { showToast } from '../../ui/Toast'
import { movedTo } from './moving'
import styles from './NewShowDialog.module.css'
import { library } from './ourLibrary'
import { titleOf } from './titles'

const FORM = 'move-show'

interface Props {
  show: DocumentEntry
  /** Where it can go. */
  ways: readonly Workspace[]
  onClose: () => void
}

/** Asks for the workspace, and says beforehand who will lose what. */
export const MoveDialog = ({ show, ways, onClose }: Props) => {
  const [place, setPlace] = useState(ways[0]?.id ?? '')
  const [isMoving, setMoving] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const name = ways.find(({ id }) => id === place)?.name ?? ''
  const move = async (event: FormEvent) => {
    event.preventDefault()
    setMoving(true)
    setProblem(null)
    try {
      const moved = await library.move(show.name, place)
      showToast({ text: movedTo(titleOf(show), name, moved) })
      onClose()
    } catch (error) {
      setProblem(sentenceOf(error))
      setMoving(false)
    }
  }
  return (
    <Dialog
      title={`Move “${titleOf(show)}”`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={FORM} tone="primary" isPending={isMoving}>
            Move show
          </Button>
        </>
      }
    >
      <form id={FORM} className={styles.form} onSubmit={(event) => void move(event)}>
        <Select label="To the workspace" options={ways.map(({ id, name: label }) => ({ id, label }))} value={place} onChange={setPlace} />
        <p>
          From then on the people of {name} have it, with the roles that they have there. For everybody else it closes at once. Links to
          it, and roles that somebody has in this show alone, end; moving it back does not bring them back.
        </p>
        {problem === null ? null : <ErrorNote title="The show was not moved">{problem}</ErrorNote>}
      </form>
    </Dialog>
  )
}
