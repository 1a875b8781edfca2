import type { ReactNode } from 'react'
import { useSession, useShow } from '../../../react/useSession'
import { showPath } from '../../../routes'
import { LinkButton } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { Kbd } from '../../../ui/Kbd'
import { liveSegments } from '../../../model/show'
import { useCall } from '../calling/CallContext'
import { NowMark } from '../calling/NowMark'
import { useName } from '../calling/useNow'
import type { TimingNow } from '../calling/useTiming'
import { countdown, lateness, leftInWords, phaseIn, wallTime } from '../calling/words'
import { quoted } from '../words'
import styles from './Now.module.css'
import { besidePlan, dayTime } from './orderRows'
import { isOver } from './readiness'

const Fact = ({ label, tone, children }: { label: string; tone?: 'late'; children: ReactNode }) => (
  <div className={styles.fact} data-tone={tone}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)

const MINUTE = 60_000

/** When it ends and how late that is; a plan that is kept is not said twice. */
const Facts = ({ timing }: { timing: TimingNow }) => {
  const zone = useShow(({ show }) => show.time_zone)
  const { active, rows, planned, expected, now } = timing
  const row = rows.find(({ id }) => id === active?.id)
  const offset = timing.offset.absolute
  const at = (moment: number): string => dayTime(moment, now, zone)
  const beside = (moment: number, meant: number): string => besidePlan(moment, meant, zone, at)
  return (
    <dl className={styles.facts}>
      {active?.due == null ? null : <Fact label="Ends">{beside(active.due, row?.planned.end ?? active.due)}</Fact>}
      <Fact label="Show" {...(offset >= MINUTE ? { tone: 'late' } : {})}>
        {lateness(offset)}
      </Fact>
      <Fact label="Show ends">{beside(expected.end, planned.end)}</Fact>
      <Fact label="Clock">{wallTime(now, zone)}</Fact>
    </dl>
  )
}

/** That the show is paused is said above: here it would push what is below about. */
const CLOCK_WORDS = { overtime: 'over', danger: 'left', warning: 'left', default: 'left', none: '', pending: '' } as const

const Running = ({ timing }: { timing: TimingNow }) => {
  const { active, phase } = timing
  if (active === null) return <p className={styles.hint}>It is not in the plan any more. GO goes on with what comes next.</p>
  return (
    <p className={styles.clock} data-phase={phase} data-paused={active.paused}>
      <span role="timer" aria-live="off" aria-label={leftInWords(timing)} className={styles.digits}>
        {countdown(active.remaining)}
      </span>
      <span className={styles.unit}>
        {phase === 'overtime' ? <Icon name="warning" size="small" /> : null}
        {CLOCK_WORDS[phase]}
      </span>
    </p>
  )
}

/** How much of its time has gone, for whoever looks out of the corner of an eye. */
const Progress = ({ timing: { active, phase } }: { timing: TimingNow }) => {
  if (active === null) return null
  const whole = active.elapsed + Math.max(0, active.remaining)
  return <progress className={styles.progress} data-phase={phase} aria-hidden max={whole} value={Math.min(whole, active.elapsed)} />
}

/** Before the first GO the screen teaches what to press; whoever stops early finds the way to the report as well. */
const Beginning = ({ timing, mayGo }: { timing: TimingNow; mayGo: boolean }) => {
  const session = useSession()
  const zone = useShow(({ show }) => show.time_zone)
  const name = useName(timing.next)
  const isFirst = timing.state?.firstStartedAt == null
  const starts = timing.rows.find(({ id }) => id === timing.next)?.planned.start ?? null
  return (
    <div className={styles.begin}>
      <p className={styles.teach}>
        {mayGo ? (
          <>
            Press <span className={styles.keys}><Kbd keys="Space" /> or </span>
            <strong className={styles.goWord}>GO</strong> to {isFirst ? 'start with' : 'go on with'} {quoted(name)}
          </>
        ) : (
          `${isFirst ? 'The show begins with' : 'Next comes'} ${quoted(name)}`
        )}
      </p>
      {starts === null ? null : <p className={styles.hint}>{`Planned at ${dayTime(starts, timing.now, zone)}. It is ${wallTime(timing.now, zone)} now.`}</p>}
      {isFirst ? null : <LinkButton href={showPath(session.name, 'report')}>How it went so far</LinkButton>}
    </div>
  )
}

const Over = ({ timing }: { timing: TimingNow }) => {
  const { name } = useSession()
  const zone = useShow(({ show }) => show.time_zone)
  return (
    <div className={styles.begin}>
      <p className={styles.teach}>{`The show is over: ${wallTime(timing.expected.end, zone)}, ${lateness(timing.offset.absolute)}`}</p>
      <p className={styles.report}>
        <LinkButton tone="primary" href={showPath(name, 'report')}>
          How it went
        </LinkButton>
        <LinkButton icon="export" href={`/api/live/${name}/as-run?format=xlsx`}>
          As run (XLSX)
        </LinkButton>
      </p>
    </div>
  )
}

const Empty = () => {
  const { name } = useSession()
  return (
    <div className={styles.begin}>
      <p className={styles.teach}>There is nothing to call yet</p>
      <p className={styles.hint}>Write the running order first; it appears here as it is written.</p>
      <LinkButton tone="primary" href={showPath(name)}>
        To the run of show
      </LinkButton>
    </div>
  )
}

/** Before the server has told anything one must not think that nothing is on. */
const Unknown = () => {
  const { link } = useCall()
  return (
    <p className={styles.hint}>
      {link === 'lost' ? 'What is on is not known here: the server is not reached. The running order is as this device has it.' : 'Asking what is on…'}
    </p>
  )
}

const Middle = ({ timing, mayGo }: { timing: TimingNow; mayGo: boolean }) => {
  const isEmpty = useShow((show) => liveSegments(show).length === 0)
  if (timing.state === null) return <Unknown />
  if (timing.state.active != null) return <Running timing={timing} />
  if (isOver(timing)) return <Over timing={timing} />
  return isEmpty ? <Empty /> : <Beginning timing={timing} mayGo={mayGo} />
}

/** The band for what is on: its name and what is left are the largest things on the screen. */
export const Now = ({ timing, mayGo, children }: { timing: TimingNow; mayGo: boolean; children: ReactNode }) => {
  const { state } = useCall()
  const segment = state?.active?.segmentId ?? null
  const name = useName(segment)
  return (
    <section className={styles.now} data-phase={phaseIn(state)} aria-label="On now">
      <header className={styles.head}>
        {state === null ? <span /> : <NowMark phase={phaseIn(state)} />}
        <span className={styles.beside}>{children}</span>
      </header>
      {segment === null ? null : <h2 className={styles.name}>{name}</h2>}
      <div className={styles.figures}>
        <Middle timing={timing} mayGo={mayGo} />
        {state?.firstStartedAt == null || isOver(timing) ? null : <Facts timing={timing} />}
      </div>
      <Progress timing={timing} />
    </section>
  )
}
