import { useReadable } from '../../../react/useDoc'
import { notifications } from '../../../sync/notifications'
import { Button } from '../../../ui/Button'
import styles from './NowLine.module.css'
import { tones } from './tones'

/** Sounds were chosen, and the browser waits for a press before it lets the page sound. */
export const Silent = () => {
  const { sound } = useReadable(notifications)
  const isAwake = useReadable(tones.isAwake)
  if (!sound || isAwake || typeof AudioContext === 'undefined') return null
  return (
    <p className={styles.silent}>
      <span>No sound yet: the browser waits for a press.</span>
      <Button size="small" onPress={() => void tones.wake()}>
        Sound on
      </Button>
    </p>
  )
}
