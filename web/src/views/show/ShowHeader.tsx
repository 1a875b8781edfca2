import { InHeader } from '../shell/InHeader'
import { PeopleHere } from './PeopleHere'
import styles from './ShowHeader.module.css'
import { SyncBadge } from './SyncBadge'
import { TitleField } from './TitleField'

/** In the bar at the top: what the show is called, who is here, and where the work is. */
export const ShowHeader = () => (
  <InHeader>
    <div className={styles.header}>
      <TitleField />
      <span className={styles.space} />
      <PeopleHere />
      <SyncBadge />
    </div>
  </InHeader>
)
