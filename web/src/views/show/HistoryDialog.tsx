import { useState } from 'react'
import { showOf } from '../../model/content'
import { differences } from '../../model/differences'
import { useReadable } from '../../react/useDoc'
import { useSession, useShow } from '../../react/useSession'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { useDesk } from './DeskContext'
import { Differences } from './Differences'
import styles from './HistoryDialog.module.css'
import { useKeeping } from './useKeeping'

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
