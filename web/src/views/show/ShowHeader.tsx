import { InHeader } from '../shell/InHeader'
import { PeopleHere } from './PeopleHere'
import styles from './ShowHeader.module.css'
import { SyncBadge } from './SyncBadge'
import { TitleField } from './TitleField'

/** In the bar at the top: what the show is called (if there is one), who is here, and where the work is. */
export const ShowHeader = ({ isBare = false }: { isBare?: boolean }) => (
  <InHeader>
    <div className={styles.header}>
      {isBare ? null : <TitleField />}
      <span className={styles.space} />
      <PeopleHere />
      <SyncBadge />
    </div>
  </InHeader>
)
