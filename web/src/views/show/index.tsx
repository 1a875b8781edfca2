import { SessionContext } from '../../react/useSession'
import { Skeleton } from '../../ui/Skeleton'
import { WithConflicts } from './conflicts/ConflictsContext'
import { WithCall } from './calling/CallContext'
import { DeskContext } from './DeskContext'
import { Screen } from './Screen'
import { useShowSession } from './useShowSession'

/** A run of show, open for editing by everybody who has its address. */
const ShowView = ({ documentName }: { documentName: string }) => {
  const opened = useShowSession(documentName)
  if (!opened) return <Skeleton label="Opening the run of show" rows={12} />
  return (
    <SessionContext value={opened.session}>
      <DeskContext value={opened.desk}>
        <WithConflicts>
          <WithCall show={documentName}>
            <Screen />
          </WithCall>
        </WithConflicts>
      </DeskContext>
    </SessionContext>
  )
}

export default ShowView
