import { type ReactNode, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { CallState } from '../../../live/frames.gen'
import { useSession, useShow } from '../../../react/useSession'
import { showPath } from '../../../routes'
import { Button, LinkButton } from '../../../ui/Button'
import { EmptyState } from '../../../ui/EmptyState'
import { Icon } from '../../../ui/Icon'
import { Menu, MenuItem } from '../../../ui/Menu'
import { Note } from '../../../ui/Note'
import { Skeleton } from '../../../ui/Skeleton'
import { useTitle } from '../../shell/useTitle'
import { useCall } from '../calling/CallContext'
import { wallTime } from '../calling/words'
import { ShowHeader } from '../ShowHeader'
import { useStale } from '../stage/useStale'
import { reportOf } from './report'
import styles from './ReportScreen.module.css'
import { ReportSheet } from './ReportSheet'

/** Now, and again whenever something has happened, and at the moment of printing. */
const useMomentOf = (state: CallState | null, now: () => number): number => {
  const [at, setAt] = useState(now)
  useEffect(() => {
    const look = (): void => setAt(now())
    const beforePrint = (): void => flushSync(look)
    look()
    addEventListener('beforeprint', beforePrint)
    return () => removeEventListener('beforeprint', beforePrint)
  }, [state, now])
  return at
}

const FORMATS = [
  ['xlsx', 'Spreadsheet (XLSX)'],
  ['csv', 'Table (CSV)'],
  ['json', 'Everything (JSON)'],
] as const

const Bar = () => {
  const { name } = useSession()
  return (
    <div className={styles.bar} data-print="hide" role="toolbar" aria-label="Report">
      <LinkButton tone="quiet" icon="arrow-left" href={showPath(name)}>
        Run of show
      </LinkButton>
      <span className={styles.space} />
      <Menu label="Export" trigger={<Button icon="export">Export</Button>}>
        {FORMATS.map(([format, label]) => (
          <MenuItem key={format} icon="export" label={label} href={`/api/live/${name}/as-run?format=${format}`} download="" />
        ))}
      </Menu>
      <Button tone="primary" icon="print" onPress={() => window.print()}>
        Print, or save as PDF
      </Button>
    </div>
  )
}

const Empty = ({ title, children }: { title: string; children: ReactNode }) => {
  const { name } = useSession()
  return (
    <EmptyState title={title} picture={<Icon name="sheet" size="large" />} actions={<LinkButton href={showPath(name)}>Run of show</LinkButton>}>
      {children}
    </EmptyState>
  )
}

const Reported = ({ state }: { state: CallState }) => {
  const { now } = useCall()
  const show = useShow((value) => value)
  const at = useMomentOf(state, now)
  const stale = useStale()
  return (
    <>
      <Bar />
      {stale === null ? null : (
        <Note tone="standby" title="The server is not reached">
          {`This is what was known until ${wallTime(at - stale * 1000, show.show.time_zone)}. It goes on by itself when the server is back.`}
        </Note>
      )}
      <ReportSheet show={show} report={reportOf(show, state, at)} at={at} />
    </>
  )
}

const Body = () => {
  const { state } = useCall()
  const stale = useStale()
  if (state === null)
    return stale === null ? (
      <Skeleton label="Asking how the show went" rows={8} />
    ) : (
      <Empty title="The server is not reached">How a show went is on the server. It appears here as soon as the server answers.</Empty>
    )
  if (state.firstStartedAt == null) return <Empty title="Not called yet">When the show has been called, this says how it went: planned beside actual, segment by segment.</Empty>
  return <Reported state={state} />
}

/** How the show went, to be read, exported and printed. */
const ReportScreen = () => {
  const title = useShow((show) => show.meta.title) || 'Untitled show'
  useTitle(`${title} as run`)
  return (
    <>
      <ShowHeader />
      <div className={styles.page}>
        <Body />
      </div>
    </>
  )
}

export default ReportScreen
