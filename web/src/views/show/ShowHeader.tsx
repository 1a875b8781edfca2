import { Link } from 'react-aria-components'
import { useReadable } from '../../react/useDoc'
import { useSession, useShow } from '../../react/useSession'
import { showPath } from '../../routes'
import { IconButton } from '../../ui/IconButton'
import { ShareButton } from '../sharing/ShareButton'
import { InHeader } from '../shell/InHeader'
import { useDesk } from './DeskContext'
import { PeopleHere } from './PeopleHere'
import styles from './ShowHeader.module.css'
import { useScreen } from './screens/screen'
import { ScreensMenu } from './screens/ScreensMenu'
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

const Share = () => {
  const { name } = useSession()
  const title = useShow((show) => show.meta.title)
  return <ShareButton documentName={name} title={title || 'Untitled show'} />
}

/** Beside the plan a show is not renamed by a slip of the finger: its title leads back to the plan. */
const TitleLink = () => {
  const { name } = useSession()
  const title = useShow((show) => show.meta.title) || 'Untitled show'
  return (
    <Link className={styles.back ?? ''} href={showPath(name)} aria-label={`${title}: to the run of show`}>
      {title}
    </Link>
  )
}

/** In the bar at the top: what the show is called (if there is one), who is here, and where the work is. */
export const ShowHeader = ({ isBare = false }: { isBare?: boolean }) => {
  const screen = useScreen()
  return (
    <InHeader>
      <div className={styles.header}>
        {isBare ? null : screen === 'plan' ? <TitleField /> : <TitleLink />}
        <span className={styles.space} />
        <PeopleHere />
        {isBare ? null : <ScreensMenu />}
        {isBare || screen !== 'plan' ? null : <HistoryButton />}
        {isBare ? null : <Share />}
        <SyncBadge />
      </div>
    </InHeader>
  )
}
