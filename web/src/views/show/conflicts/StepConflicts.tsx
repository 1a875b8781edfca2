import type { Conflict } from '../../../api/history'
import { useMayEdit } from '../../../react/useSession'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { tryTo } from '../../library/attempts'
import { useConflicts } from './ConflictsContext'
import styles from './StepConflicts.module.css'
import { useDecide } from './useDecide'
import { buttonWords } from './words'

const Line = ({ conflict }: { conflict: Conflict }) => {
  const decide = useDecide()
  const { conflicts, isAway } = useConflicts()
  const mayEdit = useMayEdit()
  const isOpen = conflicts.some(({ id }) => id === conflict.id)
  return (
    <li className={styles.line}>
      <Icon name="overlap" size="small" />
      <div className={styles.words}>
        <p>
          <strong>Met another edit{isOpen ? '' : ', decided'}.</strong> {conflict.sentence}
        </p>
        {isOpen && mayEdit ? (
          <Button
            size="small"
            isDisabled={isAway}
            onPress={() => void tryTo('It was not decided', () => decide(conflict, 'other'))}
          >
            {buttonWords(conflict, 'other')}
          </Button>
        ) : null}
      </div>
    </li>
  )
}

/** Where a step of the timeline met another that it had not seen. */
export const StepConflicts = ({ conflicts }: { conflicts: readonly Conflict[] }) =>
  conflicts.length === 0 ? null : (
    <ul className={styles.list}>
      {conflicts.map((conflict) => (
        <Line key={conflict.id} conflict={conflict} />
      ))}
    </ul>
  )
