import { useState } from 'react'
import { createShow } from '../../api'
import { contentOf, showOf } from '../../model/content'
import { differences } from '../../model/differences'
import { useReadable } from '../../react/useDoc'
import { useSession, useShow } from '../../react/useSession'
import { navigate, showPath } from '../../routes'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { showToast } from '../../ui/Toast'
import { tryTo } from '../library/attempts'
import { useDesk } from './DeskContext'
import { Differences } from './Differences'
import styles from './HistoryDialog.module.css'

/** Saves this device's copy as a show of its own, and opens that; the copy is given up once the server has it all. */
const useKeeping = () => {
  const session = useSession()
  const [working, setWorking] = useState(false)
  const keep = async (): Promise<void> => {
    setWorking(true)
    const content = contentOf(session.store.get())
    const title = `${content.meta.title || 'Untitled show'} (from this device)`
    const made = await tryTo('The copy could not be saved', () => createShow({ title, content: { ...content } }))
    setWorking(false)
    if (made === null) return
    await session.discard()
    showToast({ tone: 'go', text: 'Your copy is a show of its own now.' })
    navigate(showPath(made.name))
  }
  return { working, keep }
}

/** The copy on this device and the show on the server are of different histories: the person decides (R10). */
export const HistoryDialog = ({ onClose }: { onClose: () => void }) => {
  const desk = useDesk()
  const session = useSession()
  const mine = useShow((show) => show)
  const parting = useReadable(desk.parting)
  const [compares, compare] = useState(false)
  const { working, keep } = useKeeping()
  const discard = (): void => void session.discard().then(() => location.reload())
  if (parting?.kind !== 'otherHistory') return null
  return (
    <Dialog
      title="This copy is from another history of the show"
      size="medium"
      role="alertdialog"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="danger" icon="trash" isDisabled={working} onPress={discard}>
            Discard my copy
          </Button>
          {compares ? null : <Button onPress={() => compare(true)}>Compare</Button>}
          <Button tone="primary" icon="copy" isPending={working} onPress={() => void keep()}>
            Keep as a new show
          </Button>
        </>
      }
    >
      <div className={styles.words}>
        <p>
          The show was begun anew on the server since this device saw it last, so the server does not mix the two. Your
          copy is as you left it, on this device only.
        </p>
        <p>
          <strong>Keep</strong> saves it as a show of its own. <strong>Discard</strong> deletes it here and opens what
          the server has.
        </p>
      </div>
      {compares ? <Differences found={differences(mine, showOf(parting.theirs))} /> : null}
    </Dialog>
  )
}
