import { hasAccounts, visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { useSession, useStatus } from '../../react/useSession'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { useDesk } from './DeskContext'
import { exportHere } from './exportHere'
import styles from './HistoryDialog.module.css'
import { useKeeping } from './useKeeping'
import { count } from './words'

/** Whether somebody may make a show of their own on this server. */
const useMayMake = (): boolean => {
  const { me } = useReadable(visit)
  return !hasAccounts(me) || me?.workspaces.some(({ rights }) => rights.includes('manage_documents')) === true
}

/** Somebody who may only look has changes from when they could edit, or were offline: the person decides. */
export const UnwantedDialog = ({ onClose }: { onClose: () => void }) => {
  const desk = useDesk()
  const session = useSession()
  const { pending } = useStatus()
  const mayMake = useMayMake()
  const { working, keep } = useKeeping()
  const discard = (): void => void session.discard().then(() => location.reload())
  return (
    <Dialog
      title="You can look, not edit"
      size="medium"
      role="alertdialog"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="danger" icon="trash" isDisabled={working} onPress={discard}>
            Discard my changes
          </Button>
          <Button icon="export" onPress={() => exportHere(desk.show, 'json')}>
            Save a file
          </Button>
          {mayMake ? (
            <Button tone="primary" icon="copy" isPending={working} onPress={() => void keep()}>
              Keep as a new show
            </Button>
          ) : null}
        </>
      }
    >
      <div className={styles.words}>
        <p>
          {count(pending, 'change')} of yours {pending === 1 ? 'is' : 'are'} on this device only: you may read this show
          now, but not edit it, so the server did not take {pending === 1 ? 'it' : 'them'}.
        </p>
        <p>
          <strong>Save a file</strong> gives you the show as it is here, to be sent to somebody who may edit it; the
          file can be imported. <strong>Discard</strong> deletes your changes here and shows what the server has.
        </p>
      </div>
    </Dialog>
  )
}
