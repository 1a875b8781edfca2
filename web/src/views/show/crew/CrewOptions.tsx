import { useReadable } from '../../../react/useDoc'
import { chooseNotifications, notifications } from '../../../sync/notifications'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Checkbox'
import { Dialog } from '../../../ui/Dialog'
import { DepartmentChips } from './DepartmentChips'
import styles from './Departments.module.css'
import { AWAKE, Sounds } from './Sounds'
import type { Awake } from '../useAwake'

/** Whose cues one follows, and how one is told. It counts at once. */
export const CrewOptions = ({ awake, onClose }: { awake: Awake; onClose: () => void }) => {
  const { departments, calls, times } = useReadable(notifications)
  return (
    <Dialog
      title="How you follow"
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <Button tone="primary" onPress={onClose}>
          Done
        </Button>
      }
    >
      <h3 className={styles.heading}>My departments</h3>
      <DepartmentChips departments={departments} onChange={(chosen) => chooseNotifications({ departments: chosen })} />
      <h3 className={styles.heading}>Sound</h3>
      <div className={styles.switches}>
        <Sounds />
      </div>
      <h3 className={styles.heading}>Screen reader</h3>
      <div className={styles.switches}>
        <Checkbox isSelected={calls} onChange={(on) => chooseNotifications({ calls: on })}>
          Says standby and GO of my departments at once
        </Checkbox>
        <Checkbox isSelected={times} onChange={(on) => chooseNotifications({ times: on })}>
          Says the time left at 5, 2 and 1 minutes, and when it is up
        </Checkbox>
      </div>
      <h3 className={styles.heading}>Screen</h3>
      <p className={styles.hint}>{AWAKE[awake]}</p>
    </Dialog>
  )
}
