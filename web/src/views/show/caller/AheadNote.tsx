import { useState } from 'react'
import { sayDuration } from '../../../model/times'
import { useMayEdit } from '../../../react/useSession'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { applyFix } from '../applyFix'
import type { Ahead } from '../calling/ahead'
import { useName } from '../calling/useNow'
import { useDesk } from '../DeskContext'
import type { Fix } from '../fixes'
import { quoted } from '../words'
import styles from './AheadNote.module.css'

const Way = ({ fix, label = fix.label }: { fix: Fix; label?: string }) => {
  const desk = useDesk()
  return (
    <Button preventFocusOnPress isDisabled={fix.problem !== undefined} onPress={() => applyFix(desk, fix)}>
      {fix.problem === undefined ? label : `${label}: ${fix.problem}`}
    </Button>
  )
}

/** The first way out that leads anywhere, and the others behind it. Who runs late has been named before. */
const Ways = ({ fixes, late }: { fixes: readonly Fix[]; late: string }) => {
  const [isOpen, open] = useState(false)
  const first = fixes.find(({ problem }) => problem === undefined)
  return (
    <>
      {first === undefined ? null : (
        <span className={styles.first}>
          <Way fix={first} label={first.label.replace(late, 'it')} />
        </span>
      )}
      <Button preventFocusOnPress icon={isOpen ? 'chevron-up' : 'chevron-down'} aria-expanded={isOpen} onPress={() => open(!isOpen)}>
        Ways out
      </Button>
      {isOpen ? (
        <span className={styles.ways}>
          {fixes.map((fix) => (
            <Way key={fix.label} fix={fix} />
          ))}
        </span>
      ) : null}
    </>
  )
}

/** The show runs into a fixed start: by how much, and three ways out, each of them an edit that can be taken back. */
export const AheadNote = ({ ahead }: { ahead: Ahead | null }) => {
  const mayEdit = useMayEdit()
  const name = useName(ahead?.anchor ?? null)
  if (ahead === null) return null
  return (
    <section className={styles.note} aria-label="Runs into a fixed start">
      <p className={styles.words}>
        <Icon name="overlap" />
        {`${quoted(name)} will start ${sayDuration(ahead.size)} late`}
      </p>
      {mayEdit ? <Ways fixes={ahead.fixes} late={quoted(name)} /> : null}
    </section>
  )
}
