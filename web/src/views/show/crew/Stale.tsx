import { useShow } from '../../../react/useSession'
import { Icon } from '../../../ui/Icon'
import { useCall } from '../calling/CallContext'
import { STALE_AFTER } from '../stage/useStale'
import styles from './NowLine.module.css'
import { wallSeconds } from './words'

/** Says that what is shown may be old, and since when; away as soon as the server is heard again. */
export const Stale = ({ silence, now }: { silence: number; now: number }) => {
  const { link, state } = useCall()
  const zone = useShow((show) => show.show.time_zone)
  const isOld = silence > STALE_AFTER || link === 'lost'
  return (
    <div role="status">
      {isOld ? (
        <p className={styles.stale}>
          <Icon name="cloud-off" />
          <span>
            <strong>Not connected: {state === null ? 'what is on is not known.' : 'this may be old.'}</strong>{' '}
            {state === null ? 'These are your cues as this device has them.' : `As of ${wallSeconds(now - silence, zone)}; the times go on.`}
          </span>
        </p>
      ) : null}
    </div>
  )
}
