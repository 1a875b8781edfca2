import { type Show, cuesOf, segmentOf } from '../../../model/show'
import { sayDuration } from '../../../model/times'
import { Department } from '../../../ui/Department'
import type { TimingNow } from '../calling/useTiming'
import { lateness, leftInWords, wallTime } from '../calling/words'
import { nameOf } from '../words'
import styles from './BackstageFace.module.css'
import { type ComingRow, type Ready, comingRows, isMoved, readyOf } from './backstage'
import { clockTime } from './clockTime'
import { FaceSign } from './FaceSign'
import { type BackstageLook, TIMER, defaultsOf } from './screenAddress'
import { StageMessage } from './StageMessage'
import { type Face, faceOf } from './timerFace'

interface Props {
  show: Show
  timed: TimingNow
  look: BackstageLook
}

const FACE = defaultsOf(TIMER)

/** Who has to be ready, and what they do. */
const ReadyList = ({ ready }: { ready: readonly Ready[] }) =>
  ready.length === 0 ? null : (
    <ul className={styles.ready} aria-label="Who is needed">
      {ready.map(({ department, cues, more }) => (
        <li key={department}>
          <Department department={department} />
          <span dir="auto">{`${cues.join(', ')}${more > 0 ? ` and ${more} more` : ''}`}</span>
        </li>
      ))}
    </ul>
  )

const Head = ({ show, timed, zone, look }: Props & { zone: string }) => (
  <div className={styles.head}>
    <h1 className={styles.title} dir="auto">
      {show.meta.title || 'Untitled show'}
    </h1>
    {timed.state?.firstStartedAt == null ? null : <p className={styles.late}>{`Show ${lateness(timed.offset.absolute)}`}</p>}
    {timed.state?.stage?.isBlack === true ? <p className={styles.black}>Stage screens are black</p> : null}
    {look.wall ? (
      <time className={styles.wall} aria-label={`The time is ${clockTime(timed.now, zone)}`}>
        {clockTime(timed.now, zone)}
      </time>
    ) : null}
  </div>
)

const Now = ({ show, timed, look, face, zone }: Props & { face: Face; zone: string }) => {
  const { segment, kind, word, figures, caption } = face
  const due = timed.active?.due ?? null
  return (
    <section className={styles.now} data-kind={kind} aria-label="Now">
      <div className={styles.what}>
        <p className={styles.state}>
          <FaceSign kind={kind} />
          {segment === null ? word || 'Next' : word === '' ? 'Now' : `Now · ${word}`}
        </p>
        {segment === null ? null : (
          <p className={styles.name} dir="auto">
            {nameOf(segmentOf(show, segment)?.name ?? '')}
          </p>
        )}
        {segment === null ? null : <ReadyList ready={readyOf(cuesOf(show, segment), look.departments)} />}
      </div>
      {figures === '' ? null : (
        <div className={styles.count}>
          <p className={styles.figures} role="timer" aria-live="off" aria-label={timed.active ? leftInWords(timed) : `${figures} ${caption}`}>
            {figures}
          </p>
          <p className={styles.caption}>{due === null || face.kind === 'over' ? caption : `${caption}, until ${wallTime(due, zone)}`}</p>
        </div>
      )}
    </section>
  )
}

const Coming = ({ row, zone }: { row: ComingRow; zone: string }) => (
  <li className={styles.row} data-standby={row.standsBy}>
    <p className={styles.when}>
      <time>{row.at === null ? '–' : wallTime(row.at, zone)}</time>
      {isMoved(row) ? <s aria-label={`planned ${wallTime(row.planned, zone)}`}>{wallTime(row.planned, zone)}</s> : null}
    </p>
    <div className={styles.what}>
      <p className={styles.line}>
        <span className={styles.rowName} dir="auto">
          {row.name}
        </span>
        {row.standsBy ? <span className={styles.standby}>Stand by</span> : null}
        {row.lasts > 0 ? <span className={styles.lasts}>{sayDuration(row.lasts)}</span> : null}
      </p>
      <ReadyList ready={row.ready} />
    </div>
  </li>
)

/** What is on, what comes and when, and what the caller says. */
export const BackstageFace = ({ show, timed, look }: Props) => {
  const zone = look.zone || show.show.time_zone
  const face = faceOf(timed, FACE, zone)
  const rows = comingRows(show, timed, look)
  return (
    <div className={styles.frame} data-look={look.theme}>
      <div className={styles.face}>
        <Head show={show} timed={timed} zone={zone} look={look} />
        <Now show={show} timed={timed} look={look} face={face} zone={zone} />
        <section className={styles.coming} aria-label="Next">
          <ul>
            {rows.map((row) => (
              <Coming key={row.id} row={row} zone={zone} />
            ))}
          </ul>
          {rows.length === 0 && face.kind !== 'done' ? <p className={styles.caption}>Nothing is to come after this.</p> : null}
        </section>
        <StageMessage message={timed.state?.stage?.message} />
      </div>
    </div>
  )
}
