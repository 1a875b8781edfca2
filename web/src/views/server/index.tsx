import { useEffect } from 'react'
import { useReadable } from '../../react/useDoc'
import { announce } from '../../ui/Announcer'
import { Badge } from '../../ui/Badge'
import { ErrorNote } from '../../ui/ErrorNote'
import { Note } from '../../ui/Note'
import { Skeleton } from '../../ui/Skeleton'
import { ago } from '../library/when'
import { useTitle } from '../shell/useTitle'
import { Locked } from './Locked'
import { serverStatus } from './ourServer'
import styles from './Server.module.css'
import type { StatusState } from './serverStatus'
import { Sight } from './Sight'
import { useFreshStatus } from './useFreshStatus'
import { troublesOf } from './words'

/** What the server is doing, for whoever looks after it. */
const ServerView = () => {
  const state = useReadable(serverStatus)
  useTitle('Server')
  useFreshStatus()
  useSpokenSituation(state.situation)
  const { situation, status } = state
  if (situation === 'locked') return <Locked isWrongToken={state.isWrongToken} />
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1 className={styles.title}>Server</h1>
        {situation === 'here' && status !== null ? <Health isWell={troublesOf(status).length === 0} /> : null}
      </div>
      <Situation {...state} />
      {status === null ? null : <Sight status={status} />}
    </div>
  )
}

export default ServerView

const Health = ({ isWell }: { isWell: boolean }) => (isWell ? <Badge tone="go">Saving works</Badge> : <Badge tone="stop">Not saving</Badge>)

const Situation = ({ situation, status, problem }: StatusState) => {
  switch (situation) {
    case 'loading':
      return <Skeleton label="Asking the server" rows={8} />
    case 'here':
    case 'locked':
      return status === null ? null : troublesOf(status).map((words) => (
        <Note key={words} tone="stop" title="Look at this now">
          {words}
        </Note>
      ))
    case 'offline':
      return (
        <Note tone="standby" title="The server does not answer">
          {status === null ? 'Nothing is known of it yet.' : `This is what it said last, ${ago(status.now, Date.now())}.`} It is asked
          again every few seconds.
        </Note>
      )
    case 'failed':
      return (
        <ErrorNote title="The server could not tell" onRetry={() => void serverStatus.refresh()}>
          {problem}
        </ErrorNote>
      )
  }
}

/** A screen reader hears only of trouble and of its end. */
const useSpokenSituation = (situation: StatusState['situation']): void => {
  useEffect(() => {
    if (situation !== 'offline') return
    announce('The server does not answer.')
    return () => announce('The server answers again.')
  }, [situation])
}
