import { useState } from 'react'
import { sayDuration } from '../../../model/times'
import { useMayEdit } from '../../../react/useSession'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { applyFix } from '../applyFix'
import type { Ahead } from '../calling/ahead'
import { useName } from '../calling/useNow'
import { useDesk } from '../DeskContext'
import { quoted } from '../words'
import styles from './AheadNote.module.css'

/** The show runs into a fixed start: by how much, and three ways out, each of them an edit that can be taken back. */
export const AheadNote = ({ ahead, soon }: { ahead: Ahead | null; soon: boolean }) => {
  const [wanted, want] = useState<boolean | null>(null)
  const isOpen = wanted ?? soon
  const desk = useDesk()
  const mayEdit = useMayEdit()
  const name = useName(ahead?.anchor ?? null)
  if (ahead === null) return null
  return (
    <section className={styles.note} aria-label="Runs into a fixed start">
      <p className={styles.words}>
        <Icon name="overlap" />
        {`${quoted(name)} will start ${sayDuration(ahead.size)} after its fixed time`}
      </p>
      {mayEdit ? (
        <Button preventFocusOnPress icon={isOpen ? 'chevron-up' : 'chevron-down'} aria-expanded={isOpen} onPress={() => want(!isOpen)}>
          Ways out
        </Button>
      ) : null}
      {mayEdit && isOpen ? (
        <span className={styles.ways}>
          {ahead.fixes.map((fix) => (
            <Button
              key={fix.label}
              preventFocusOnPress
              isDisabled={fix.problem !== undefined}
              {...(fix.problem === undefined ? {} : { 'aria-description': fix.problem })}
              onPress={() => applyFix(desk, fix)}
            >
              {fix.problem === undefined ? fix.label : `${fix.label}: ${fix.problem}`}
            </Button>
          ))}
        </span>
      ) : null}
    </section>
  )
}
