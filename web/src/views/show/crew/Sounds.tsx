import { useReadable } from '../../../react/useDoc'
import { buzz } from '../../../sync/crew'
import { chooseNotifications, notifications } from '../../../sync/notifications'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Checkbox'
import type { Awake } from '../useAwake'
import styles from './Departments.module.css'
import { canBuzz, tones, vibrate } from './tones'

export const AWAKE: Readonly<Record<Awake, string>> = {
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

/** The choice of a sound, and of vibration where there is any. */
export const Sounds = () => {
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
