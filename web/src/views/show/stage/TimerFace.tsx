import type { Message } from '../../../live/frames.gen'
import { FaceSign } from './FaceSign'
import type { TimerLook } from './screenAddress'
import { StageMessage } from './StageMessage'
import styles from './TimerFace.module.css'
import { type Face, emsOf } from './timerFace'

interface Props {
  face: Face
  look: TimerLook
  /** What is on, and what comes; "" when nothing. */
  name: string
  next: string
  /** The clock on the wall. */
  wall: string
  message: Message | null | undefined
  /** The time as one says it. */
  spoken: string
}

const Top = ({ name, look, wall, kind }: { name: string; look: TimerLook; wall: string; kind: Face['kind'] }) => (
  <div className={styles.top}>
    <p className={styles.name} dir="auto">
      {look.names ? name : ''}
    </p>
    {look.wall && look.show !== 'clock' && kind !== 'waiting' ? (
      <time className={styles.wall} aria-label={`The time is ${wall}`}>
        {wall}
      </time>
    ) : null}
  </div>
)

const Word = ({ face }: { face: Face }) =>
  face.word === '' ? null : (
    <p className={styles.word} data-alone={face.figures === ''}>
      <FaceSign kind={face.kind} />
      {face.word}
    </p>
  )

const Progress = ({ share }: { share: number | null }) => (
  <div className={styles.progress} aria-hidden>
    <div className={styles.passed} style={{ inlineSize: `${((share ?? 0) * 100).toFixed(2)}%` }} />
  </div>
)

/** The picture of a stage timer; it fills whatever it stands in, a projector or a corner of a dialog. */
export const TimerFace = ({ face, look, name, next, wall, message, spoken }: Props) => (
  <div className={styles.frame} data-look={look.theme}>
    <div className={styles.face} data-kind={face.kind} data-mirror={look.mirror} data-print="hide">
      <Top name={name} look={look} wall={wall} kind={face.kind} />
      <div className={styles.middle} style={{ '--ems': emsOf(face.figures), '--share': look.size / 100 }}>
        <Word face={face} />
        {face.figures === '' ? null : (
          <div className={styles.room}>
            <p className={styles.figures} role="timer" aria-live="off" aria-label={spoken}>
              {face.figures}
            </p>
          </div>
        )}
        {face.caption === '' ? null : <p className={styles.caption}>{face.caption}</p>}
      </div>
      {look.progress && face.share !== null ? <Progress share={face.share} /> : null}
      {look.next && next !== '' ? (
        <p className={styles.next}>
          <span className={styles.label}>Next</span>
          <span className={styles.nextName} dir="auto">
            {next}
          </span>
          {face.nextAt === '' ? null : <time className={styles.at}>{face.nextAt}</time>}
        </p>
      ) : null}
      <StageMessage message={message} />
    </div>
  </div>
)
