import { useShow } from '../../../react/useSession'
import { Icon } from '../../../ui/Icon'
import { useCall } from '../calling/CallContext'
import { STALE_AFTER } from '../stage/useStale'
import styles from './NowLine.module.css'
import type { Following } from './useFollow'
import { wallSeconds } from './words'

/** Says that what is shown may be old, and since when; away as soon as the server is heard again. */
export const Stale = ({ following: { silence, heardAt, timing } }: { following: Following }) => {
  const { link } = useCall()
  const zone = useShow((show) => show.show.time_zone)
  const isOld = silence > STALE_AFTER || link === 'lost'
  return (
    <div role="status">
      {isOld ? (
        <p className={styles.stale}>
          <Icon name="cloud-off" />
          <span>
            <strong>Not connected: {timing.state === null ? 'what is on is not known.' : 'this may be old.'}</strong>{' '}
            {timing.state === null ? 'These are your cues as this device has them.' : `As of ${wallSeconds(heardAt, zone)}; the times go on.`}
          </span>
        </p>
      ) : null}
    </div>
  )
}
