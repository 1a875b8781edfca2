import { segmentOf } from '../../../model/show'
import { useShow } from '../../../react/useSession'
import { NowMark } from '../calling/NowMark'
import type { TimingNow } from '../calling/useTiming'
import { countdown, leftInWords, phaseIn, wallTime } from '../calling/words'
import { nameOf } from '../words'
import styles from './NowLine.module.css'
import { until, wallDay } from './words'

/** Before the show: when it is planned to begin, with the day if that is another one. */
const Before = ({ timing }: { timing: TimingNow }) => {
  const zone = useShow((show) => show.show.time_zone)
  const { start } = timing.planned
  const left = start - timing.now
  if (timing.rows.length === 0) return <span className={styles.mark}>Not begun</span>
  return (
    <>
      <span className={styles.mark}>{left > 0 ? 'Begins' : 'Not begun'}</span>
      <span className={styles.name}>{left > 0 ? wallDay(start, timing.now, zone) : `planned for ${wallTime(start, zone)}`}</span>
      <span className={styles.clock} role="timer" aria-live="off">
        {left > 0 ? until(left) : ''}
      </span>
    </>
  )
}

/** Between two segments, and after the last. */
const Between = ({ timing }: { timing: TimingNow }) => {
  const next = useShow((show) => (timing.next === null ? '' : nameOf(segmentOf(show, timing.next)?.name ?? '')))
  return (
    <>
      <span className={styles.mark}>{timing.next === null ? 'The show is over' : 'Nothing is on'}</span>
      <span className={styles.name}>{timing.next === null ? '' : `next: ${next}`}</span>
    </>
  )
}

/** What is on for everybody, and how long is left of it. */
export const NowLine = ({ timing }: { timing: TimingNow }) => {
  const { active, state, phase } = timing
  const name = useShow((show) => (active === null ? '' : nameOf(segmentOf(show, active.id)?.name ?? '')))
  const how = phaseIn(state)
  return (
    <div className={styles.now} data-phase={how}>
      {state === null ? <span className={styles.mark}>Asking what is on…</span> : null}
      {active === null && state !== null && state.firstStartedAt == null ? <Before timing={timing} /> : null}
      {active === null && state?.firstStartedAt != null ? <Between timing={timing} /> : null}
      {active === null ? null : (
        <>
          <NowMark phase={how} />
          <span className={styles.name}>{name}</span>
          <span className={styles.clock} data-phase={phase} role="timer" aria-live="off" aria-label={leftInWords(timing)}>
            {countdown(active.remaining)}
          </span>
        </>
      )}
    </div>
  )
}
