import { useReadable } from '../../../react/useDoc'
import { buzz } from '../../../sync/crew'
import { chooseNotifications, notifications } from '../../../sync/notifications'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Checkbox'
import { Dialog } from '../../../ui/Dialog'
import { DepartmentChips } from './DepartmentChips'
import styles from './Departments.module.css'
import { canBuzz, tones, vibrate } from './tones'
import type { Awake } from '../useAwake'

const AWAKE: Readonly<Record<Awake, string>> = {
  asking: 'The screen is asked to stay on.',
  kept: 'The screen stays on while this page is in sight.',
  refused: 'This device does not let the screen stay on at the moment, as with a low battery. Touch it now and then.',
  missing:
    'This browser cannot keep the screen on here: over plain http none can. Set the display of the device to stay on, or open Callboard over https.',
}

/** With the choice comes a sound, so that one knows what it will be; and browsers want a press before the first. */
const chooseSound = (on: boolean): void => {
  chooseNotifications({ sound: on })
  if (on) void tones.wake().then(() => tones.play('standby'))
}

const chooseBuzz = (on: boolean): void => {
  buzz.set(on)
  if (on) vibrate('standby')
}

const Sounds = () => {
  const { sound } = useReadable(notifications)
  const buzzes = useReadable(buzz)
  return (
    <>
      <Checkbox isSelected={sound} onChange={chooseSound}>
        A sound with standby and GO
      </Checkbox>
      {canBuzz() ? (
        <Checkbox isSelected={buzzes} onChange={chooseBuzz}>
          Vibrate with standby and GO
        </Checkbox>
      ) : null}
      {sound ? (
        <div className={styles.trials}>
          <Button size="small" onPress={() => void tones.wake().then(() => tones.play('standby'))}>
            Hear standby
          </Button>
          <Button size="small" onPress={() => void tones.wake().then(() => tones.play('go'))}>
            Hear GO
          </Button>
        </div>
      ) : null}
    </>
  )
}

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
