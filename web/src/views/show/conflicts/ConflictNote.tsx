import { useReadable } from '../../../react/useDoc'
import { useMayEdit } from '../../../react/useSession'
import { notifications } from '../../../sync/notifications'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { useDesk } from '../DeskContext'
import { useConflicts } from './ConflictsContext'
import styles from './ConflictNote.module.css'
import { amountWords } from './words'

/**
 * A line under the toolbar as long as somebody has to look at what two people wrote without knowing of each other. To
 * whom that is too much the marks in the cells, and the history, say it.
 */
export const ConflictNote = () => {
  const desk = useDesk()
  const { amount } = useConflicts()
  const mayEdit = useMayEdit()
  const isWanted = useReadable(notifications).conflicts
  if (amount === 0 || !mayEdit || !isWanted) return null
  return (
    <div role="note" className={styles.note} data-print="hide">
      <Icon name="overlap" />
      <span className={styles.words}>{amountWords(amount)}</span>
      <Button size="small" onPress={() => desk.lookAtConflict()}>
        Have a look
      </Button>
    </div>
  )
}
