import type { ReactNode } from 'react'
import type { CallState } from '../../../live/frames.gen'
import type { Timing } from '../../../model/timing'
import { useSession, useShow } from '../../../react/useSession'
import { showPath } from '../../../routes'
import { LinkButton } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { useDesk } from '../DeskContext'
import { AheadMenu } from './AheadMenu'
import { CallButtons } from './CallButtons'
import { useCall } from './CallContext'
import styles from './CallStrip.module.css'
import { Holder } from './Holder'
import { StageButton } from '../stage/StageButton'
import { NowMark } from './NowMark'
import { useName, useSpoken } from './useNow'
import { useTake } from './useTake'
import { useTiming } from './useTiming'
import { countdown, lateness, leftInWords, phaseIn, wallTime } from './words'

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className={styles.fact}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)

/** What is known may be old: said until the server is heard again. */
const Connection = () => {
  const { link } = useCall()
  if (link === 'live') return null
  const words = { connecting: 'Connecting…', polling: 'Slow way: asked every 2 s', lost: 'Server not reached: this may be old', closed: '' }
  return (
    <span className={styles.link} data-link={link} role="status">
      <Icon name={link === 'lost' ? 'cloud-off' : 'cloud'} size="small" />
      {words[link]}
    </span>
  )
}

const Clock = ({ timing }: { timing: Timing }) => {
  const { active, phase } = timing
  if (!active) return null
  return (
    <span className={styles.clock} data-phase={phase} role="timer" aria-live="off" aria-label={leftInWords(timing)}>
      {countdown(active.remaining)}
    </span>
  )
}

const Facts = ({ timing, state }: { timing: Timing; state: CallState | null }) => {
  const next = useName(timing.next)
  const zone = useShow((show) => show.show.time_zone)
  const starts = timing.rows.find(({ id }) => id === timing.next)?.expected.start ?? null
  return (
    <dl className={styles.facts}>
      <Fact label="Next">
        {timing.next === null ? 'Nothing' : `${next}${starts === null || !state?.firstStartedAt ? '' : ` ${wallTime(starts, zone)}`}`}
      </Fact>
      {state?.firstStartedAt ? <Fact label="Show">{lateness(timing.offset.absolute)}</Fact> : null}
      {state?.firstStartedAt ? <Fact label="Ends">{wallTime(timing.expected.end, zone)}</Fact> : null}
    </dl>
  )
}

/** What is on, how long is left, what comes, and for whoever may call the show the buttons for it. */
export const CallStrip = () => {
  const desk = useDesk()
  const { state, mayCall } = useCall()
  const session = useSession()
  const timing = useTiming()
  const take = useTake()
  const phase = phaseIn(state)
  const segment = state?.active?.segmentId ?? null
  const name = useName(segment)
  useSpoken(segment, name)
  const show = (): void => {
    if (segment !== null) desk.visit({ row: segment, column: 'name' })
  }
  return (
    <section className={styles.strip} aria-label="Call" data-phase={phase} data-print="hide">
      <button type="button" className={styles.now} onClick={show} disabled={segment === null} title="Go to the active row">
        <NowMark phase={phase} />
        {segment === null ? null : <span className={styles.name}>{name}</span>}
      </button>
      <Clock timing={timing} />
      <Facts timing={timing} state={state} />
      <Connection />
      <AheadMenu timing={timing} />
      <Holder take={take} />
      <span className={styles.stage}>
        <StageButton />
      </span>
      {mayCall ? (
        <LinkButton tone="quiet" icon="device" href={showPath(session.name, 'call')}>
          Caller’s screen
        </LinkButton>
      ) : null}
      {mayCall ? <CallButtons next={timing.next} /> : null}
    </section>
  )
}
