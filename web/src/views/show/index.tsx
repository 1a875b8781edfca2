import { SessionContext } from '../../react/useSession'
import type { ShowScreen } from '../../routes'
import { Skeleton } from '../../ui/Skeleton'
import { WithConflicts } from './conflicts/ConflictsContext'
import { WithCall } from './calling/CallContext'
import { DeskContext } from './DeskContext'
import { Screen } from './Screen'
import { Gate } from './screens/Gate'
import { ScreenContext } from './screens/screen'
import { SCREENS } from './screens/screens'
import { useShowSession } from './useShowSession'

const Beside = ({ screen }: { screen: Exclude<ShowScreen, 'plan'> }) => {
  const Shown = SCREENS[screen]
  return (
    <Gate>
      <Shown />
    </Gate>
  )
}

/** A run of show, open to everybody who has its address, as one of its screens. */
const ShowView = ({ documentName, screen }: { documentName: string; screen: ShowScreen }) => {
  const opened = useShowSession(documentName)
  if (!opened) return <Skeleton label="Opening the run of show" rows={12} />
  return (
    <SessionContext value={opened.session}>
      <DeskContext value={opened.desk}>
        <WithConflicts>
          <WithCall show={documentName}>
            <ScreenContext value={screen}>{screen === 'plan' ? <Screen /> : <Beside screen={screen} />}</ScreenContext>
          </WithCall>
        </WithConflicts>
      </DeskContext>
    </SessionContext>
  )
}

export default ShowView
