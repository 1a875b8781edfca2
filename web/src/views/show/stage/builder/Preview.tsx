import { useState } from 'react'
import { segmentOf } from '../../../../model/show'
import { useShow } from '../../../../react/useSession'
import { Select, type SelectOption } from '../../../../ui/Select'
import { useTiming } from '../../calling/useTiming'
import { nameOf } from '../../words'
import { BackstageFace } from '../BackstageFace'
import { clockTime } from '../clockTime'
import { readTimer, TIMER, writeLook, type BackstageLook, type TimerLook } from '../screenAddress'
import { TimerFace } from '../TimerFace'
import { type Sample, sampleOf } from './sample'
import { faceOf } from '../timerFace'
import styles from './ScreensDialog.module.css'

const SAMPLES: readonly SelectOption<Sample>[] = [
  { id: 'now', label: 'As it is now' },
  { id: 'running', label: 'While something is on' },
  { id: 'warning', label: 'In the last minutes' },
  { id: 'over', label: 'When it is over' },
]

/** A timer as it would be, now or at a moment that may come; with the message that is on the screens. */
export const TimerPreview = ({ look: wanted }: { look: TimerLook }) => {
  const [sample, setSample] = useState<Sample>('now')
  const timed = useTiming({ always: true })
  const show = useShow((value) => value)
  // What the address says is what is shown, so that nothing is seen here that a screen would not understand.
  const { look } = readTimer(writeLook(TIMER, wanted))
  const zone = look.zone || show.show.time_zone
  const shown = sample === 'now' ? timed : sampleOf(sample, timed, look)
  const face = faceOf(shown, look, zone)
  const called = (segment: string | null): string => (segment === null ? '' : nameOf(segmentOf(show, segment)?.name ?? ''))
  return (
    <>
      <div className={styles.preview} role="group" aria-label="Preview">
        <TimerFace
          face={face}
          look={look}
          name={called(face.segment)}
          next={called(face.next)}
          wall={clockTime(timed.now, zone)}
          message={timed.state?.stage?.message}
          spoken={`${face.figures} ${face.caption}`}
        />
      </div>
      <Select label="Preview" options={SAMPLES} value={sample} onChange={setSample} />
    </>
  )
}

export const BackstagePreview = ({ look }: { look: BackstageLook }) => {
  const timed = useTiming({ always: true })
  const show = useShow((value) => value)
  return (
    <div className={styles.preview} role="group" aria-label="Preview">
      <BackstageFace show={show} timed={timed} look={look} />
    </div>
  )
}
