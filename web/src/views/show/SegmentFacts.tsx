import type { ReactNode } from 'react'
import { scheduleRow } from '../../model/show'
import type { Cue, Segment } from '../../model/schema'
import { formatTime, sayDuration } from '../../model/times'
import { useShow } from '../../react/useSession'
import { Button } from '../../ui/Button'
import { Department } from '../../ui/Department'
import { Dialog } from '../../ui/Dialog'
import { standAtFoot } from '../../ui/atFoot'
import { IconButton } from '../../ui/IconButton'
import { PrivateNotes } from './privately/PrivateNotes'
import styles from './SegmentFacts.module.css'
import sheet from './SegmentSheet.module.css'
import { COUNT_WORDS, STATUS_WORDS, nameOf, typeWord } from './words'

interface Props {
  segment: Segment
  cues: readonly Cue[]
  /** “2 of 14” */
  place: string
  before: string | undefined
  after: string | undefined
  go: (id: string | undefined) => void
  onClose: () => void
}

const Fact = ({ word, children }: { word: string; children: ReactNode }) => (
  <div className={styles.fact}>
    <dt>{word}</dt>
    <dd>{children}</dd>
  </div>
)

const Facts = ({ segment }: { segment: Segment }) => {
  const times = useShow((show) => scheduleRow(show, segment.id))
  return (
    <dl className={styles.facts}>
      {times ? (
        <>
          <Fact word={segment.start === null ? 'Start' : 'Start (fixed)'}>{formatTime(times.start)}</Fact>
          <Fact word="Duration">{sayDuration(times.duration)}</Fact>
          <Fact word={segment.end === null ? 'End' : 'End (fixed)'}>{formatTime(segment.end ?? times.end)}</Fact>
        </>
      ) : null}
      {segment.count === 'duration' ? null : <Fact word="When it begins late">{COUNT_WORDS[segment.count]}</Fact>}
      <Fact word="Type">{typeWord(segment.type) || 'None'}</Fact>
      <Fact word="Status">{STATUS_WORDS[segment.status]}</Fact>
    </dl>
  )
}

/** Everything about one segment, for who may look and not edit. */
export const SegmentFacts = ({ segment, cues, place, before, after, go, onClose }: Props) => (
  <Dialog
    title={`Segment ${place}`}
    size="medium"
    isOpen
    onClose={onClose}
    footer={
      <div ref={standAtFoot} className={sheet.footer}>
        <span className={sheet.space} />
        <IconButton icon="arrow-up" label="The one before" isDisabled={before === undefined} onPress={() => go(before)} />
        <IconButton icon="arrow-down" label="The one after" isDisabled={after === undefined} onPress={() => go(after)} />
        <Button tone="primary" onPress={onClose}>
          Done
        </Button>
      </div>
    }
  >
    <div className={sheet.sheet}>
      <h3 className={styles.name}>{nameOf(segment.name)}</h3>
      <Facts segment={segment} />
      {segment.notes.trim() === '' ? null : <p className={styles.notes}>{segment.notes}</p>}
      <PrivateNotes segment={segment.id} />
      {cues.length === 0 ? null : (
        <section className={sheet.cues} aria-label="Cues">
          <h3 className={sheet.heading}>Cues</h3>
          <ul className={sheet.cueList}>
            {cues.map((cue) => (
              <li key={cue.id} className={`${sheet.cue} ${styles.cue}`}>
                <Department department={cue.department} number={cue.number} />
                <strong>{nameOf(cue.label)}</strong>
                {cue.note.trim() === '' ? null : <p className={styles.notes}>{cue.note}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  </Dialog>
)
