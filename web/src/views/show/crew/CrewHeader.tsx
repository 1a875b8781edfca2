import { InHeader } from '../../shell/InHeader'
import { useCall } from '../calling/CallContext'
import { ScreensMenu } from '../screens/ScreensMenu'
import { Badge } from '../../../ui/Badge'
import header from '../ShowHeader.module.css'
import styles from './CrewScreen.module.css'

/** Which show this is, the way to its other screens, and whether what is shown is live. */
export const CrewHeader = ({ title }: { title: string }) => {
  const { link } = useCall()
  return (
    <InHeader>
      <div className={header.header}>
        <h1 className={styles.title}>
          {title}
          <span className={styles.unseen}>: crew</span>
        </h1>
        <span className={header.space} />
        {link === 'live' || link === 'polling' ? <Badge tone="go">Live</Badge> : null}
        <ScreensMenu />
      </div>
    </InHeader>
  )
}
