import { useReady, useSession, useShow } from '../../react/useSession'
import { useReadable } from '../../react/useDoc'
import { liveSegments } from '../../model/show'
import { columnsOf } from '../../sync/preferences'
import { Skeleton } from '../../ui/Skeleton'
import { useTitle } from '../shell/useTitle'
import { CallStrip } from './calling/CallStrip'
import { useStripShown } from './calling/CallContext'
import { ConflictNote } from './conflicts/ConflictNote'
import { useDesk } from './DeskContext'
import { Dialogs } from './Dialogs'
import { EmptyShow } from './EmptyShow'
import { EndedNote } from './EndedNote'
import { Grid } from './Grid'
import { Nothing } from './Nothing'
import { HistoryPanel } from './history/HistoryPanel'
import { OtherKind } from './OtherKind'
import { PrintSheet } from './PrintSheet'
import { PrivateNote } from './privately/PrivateNote'
import { useFreshCompanions } from './privately/useFreshCompanions'
import styles from './Screen.module.css'
import { ShowHeader } from './ShowHeader'
import { Shut, useShut } from './Shut'
import { Toolbar } from './Toolbar'
import { Totals } from './Totals'
import { useAccountColumns } from './useAccountColumns'
import { useAskName } from './useAskName'
import { useGlobalKeys } from './useGlobalKeys'
import { useKind, useNothing } from './obstacles'
import { useNotices } from './useNotices'
import { useOthersEdits } from './useOthersEdits'
import { useOwnPlace } from './useOwnPlace'
import { useReaders } from './useReaders'
import { useParting } from './useParting'
import { useWarnings } from './useWarnings'
import { useRemembered } from './useRemembered'

/** The whole screen of one run of show. */
export const Screen = () => {
  const { name } = useSession()
  const desk = useDesk()
  const showsCall = useStripShown()
  const showsHistory = useReadable(desk.history)
  const ready = useReady()
  const nothing = useNothing()
  const shut = useShut()
  const kind = useKind()
  const columns = useReadable(columnsOf(name))
  const title = useShow((show) => show.meta.title)
  const isEmpty = useShow((show) => liveSegments(show).length === 0)
  useTitle(shut === null ? title || 'Untitled show' : 'Not opened')
  useAccountColumns(name)
  useGlobalKeys({ isOn: shut === null })
  useNotices()
  useAskName()
  useOthersEdits()
  useOwnPlace()
  useRemembered()
  useParting()
  useWarnings()
  useReaders()
  useFreshCompanions()
  if (shut !== null)
    return (
      <div className={styles.screen}>
        <ShowHeader isBare />
        <Shut kind={shut} />
      </div>
    )
  if (nothing !== null)
    return (
      <div className={styles.screen}>
        <ShowHeader isBare />
        <Nothing kind={nothing} />
      </div>
    )
  if (ready && kind !== 'show') return <OtherKind kind={kind} />
  return (
    <div className={styles.screen}>
      <h1 className={styles.unseen}>{title || 'Untitled show'}</h1>
      <ShowHeader />
      <div className={styles.stage}>
        <div className={styles.work}>
          {ready ? <Toolbar /> : null}
          {ready && showsCall ? <CallStrip /> : null}
          {ready ? <EndedNote /> : null}
          {ready ? <PrivateNote /> : null}
          {ready ? <ConflictNote /> : null}
          {ready ? <Grid columns={columns} /> : null}
          {ready && isEmpty ? <EmptyShow /> : null}
          {ready ? null : <Skeleton label="Opening the run of show" rows={12} />}
          {ready ? <Totals /> : null}
        </div>
        {ready && showsHistory ? <HistoryPanel onClose={() => desk.history.set(false)} /> : null}
      </div>
      <Dialogs />
      <PrintSheet columns={columns} />
    </div>
  )
}
