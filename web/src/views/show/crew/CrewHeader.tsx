import { InHeader } from '../../shell/InHeader'
import { useCall } from '../calling/CallContext'
import { ScreensMenu } from '../screens/ScreensMenu'
import { Badge } from '../../../ui/Badge'
import header from '../ShowHeader.module.css'
import { STALE_AFTER } from '../stage/useStale'
import styles from './CrewScreen.module.css'

/** Which show this is, the way to its other screens, and whether what is shown is live. */
export const CrewHeader = ({ title, silence }: { title: string; silence: number }) => {
  const { link } = useCall()
  const isLive = silence <= STALE_AFTER && (link === 'live' || link === 'polling')
  return (
    <InHeader>
      <div className={header.header}>
        <h1 className={styles.title}>
          {title}
          <span className={styles.unseen}>: crew</span>
        </h1>
        <span className={header.space} />
        {isLive ? <Badge tone="go">Live</Badge> : null}
        <ScreensMenu />
      </div>
    </InHeader>
  )
}
