import { useState } from 'react'
import { sentenceOf } from '../../../api'
import { signOut } from '../../../api/people'
import { visit } from '../../../api/visit'
import { libraryPath } from '../../../routes'
import { unsavedChanges } from '../../../sync/unsaved'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorNote } from '../../../ui/ErrorNote'
import { Note } from '../../../ui/Note'
import { enterAt } from '../enter'
import styles from './Oneself.module.css'

const sum = (counts: Iterable<number>): number => [...counts].reduce((all, count) => all + count, 0)

/** Asks once more, for what is not saved would wait here until one signs in again. */
export const SignOutDialog = ({ onClose }: { onClose: () => void }) => {
  const [isWorking, setWorking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [pending] = useState(() => sum(unsavedChanges().values()))
  const { me } = visit.get()
  const leave = async (): Promise<void> => {
    setWorking(true)
    try {
      await signOut()
      if (me !== null) visit.take({ ...me, visitor: null, workspaces: [] })
      await enterAt(libraryPath())
    } catch (error) {
      setWorking(false)
      setProblem(sentenceOf(error))
    }
  }
  return (
    <Dialog
      title="Sign out?"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button tone="primary" isPending={isWorking} onPress={() => void leave()}>
            Sign out
          </Button>
        </>
      }
    >
      <div className={styles.parts}>
        <p>
          {me?.visitor?.kind === 'guest'
            ? 'This browser forgets the links that were opened in it. Open them again to come back.'
            : 'What is open in this browser closes. You can sign in again at any time.'}
        </p>
        {pending === 0 ? null : (
          <Note tone="standby" title={pending === 1 ? '1 change is not saved yet' : `${pending} changes are not saved yet`}>
            They stay on this device, and go to the server when you come back.
          </Note>
        )}
        {problem === null ? null : <ErrorNote title="You are still signed in">{problem}</ErrorNote>}
      </div>
    </Dialog>
  )
}
