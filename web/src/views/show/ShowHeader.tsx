import { useReadable } from '../../react/useDoc'
import { IconButton } from '../../ui/IconButton'
import { InHeader } from '../shell/InHeader'
import { useDesk } from './DeskContext'
import { PeopleHere } from './PeopleHere'
import styles from './ShowHeader.module.css'
import { SyncBadge } from './SyncBadge'
import { TitleField } from './TitleField'

const HistoryButton = () => {
  const desk = useDesk()
  const isOpen = useReadable(desk.history)
  return (
    <span className={styles.history}>
      <IconButton icon="history" label="History" aria-expanded={isOpen} onPress={() => desk.history.set(!isOpen)} />
    </span>
  )
}

/** In the bar at the top: what the show is called (if there is one), who is here, and where the work is. */
export const ShowHeader = ({ isBare = false }: { isBare?: boolean }) => (
  <InHeader>
    <div className={styles.header}>
      {isBare ? null : <TitleField />}
      <span className={styles.space} />
      <PeopleHere />
      {isBare ? null : <HistoryButton />}
      <SyncBadge />
    </div>
  </InHeader>
)
