import type { Conflict } from '../../../api/history'
import { Icon } from '../../../ui/Icon'
import { useDesk } from '../DeskContext'
import styles from './ConflictMark.module.css'

/** In the cell where two edits met: a sign that leads to both. The keys get there by the note above the grid. */
export const ConflictMark = ({ conflict }: { conflict: Conflict }) => {
  const desk = useDesk()
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.mark}
      aria-label={`Two edits met here. ${conflict.sentence}`}
      title={conflict.sentence}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => desk.lookAtConflict(conflict.id)}
    >
      <Icon name="overlap" size="small" />
    </button>
  )
}
