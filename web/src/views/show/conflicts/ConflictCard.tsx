import { type FocusEvent, type Ref, useId, useState } from 'react'
import { sentenceOf } from '../../../api'
import type { Conflict, Keep } from '../../../api/history'
import { useReadable } from '../../../react/useDoc'
import { Avatar } from '../../../ui/Avatar'
import { Button } from '../../../ui/Button'
import { ErrorNote } from '../../../ui/ErrorNote'
import { Icon } from '../../../ui/Icon'
import { momentTitle } from '../history/days'
import { minutes } from '../minutes'
import styles from './ConflictCard.module.css'
import { useDecide } from './useDecide'
import { buttonWords, nameIn, sideWords, standingWords } from './words'

const SIDES: readonly Keep[] = ['stands', 'other']

const Side = ({ conflict, side }: { conflict: Conflict; side: Keep }) => {
  const now = useReadable(minutes)
  const { by, at } = conflict[side]
  return (
    <div className={styles.side} data-side={side}>
      <p className={styles.standing}>
        {side === 'stands' ? <Icon name="check" size="small" /> : <Icon name="close" size="small" />}
        {standingWords(conflict, side)}
      </p>
      <p className={styles.value}>{sideWords(conflict, side)}</p>
      <p className={styles.who}>
        <Avatar name={by.name} colour={by.colour} size="small" />
        <span className={styles.name}>{nameIn(by)}</span>
        <time className={styles.when} dateTime={new Date(at).toISOString()}>
          {momentTitle(at, now)}
        </time>
      </p>
    </div>
  )
}

interface Props {
  conflict: Conflict
  /** The id of a sentence that says why nothing can be decided; null when it can. */
  hindrance: string | null
  onFocus: () => void
  onBlur: (event: FocusEvent) => void
  ref: Ref<HTMLLIElement>
}

/** What two people wrote, side by side, and the two ways to decide. */
export const ConflictCard = ({ conflict, hindrance, onFocus, onBlur, ref }: Props) => {
  const heading = useId()
  const decide = useDecide()
  const [pending, setPending] = useState<Keep | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const choose = async (keep: Keep): Promise<void> => {
    if (pending !== null) return
    setPending(keep)
    setProblem(null)
    try {
      await decide(conflict, keep)
    } catch (error) {
      setProblem(sentenceOf(error))
      setPending(null)
    }
  }
  return (
    <li ref={ref} tabIndex={-1} className={styles.card} aria-labelledby={heading} onFocus={onFocus} onBlur={onBlur}>
      <p id={heading} className={styles.sentence}>
        {conflict.sentence}
      </p>
      <div className={styles.sides}>
        {SIDES.map((side) => (
          <Side key={side} conflict={conflict} side={side} />
        ))}
      </div>
      <div className={styles.buttons}>
        {SIDES.map((keep) => (
          <Button
            key={keep}
            size="small"
            isDisabled={hindrance !== null}
            isPending={pending === keep}
            aria-describedby={hindrance ?? heading}
            onPress={() => void choose(keep)}
          >
            {buttonWords(conflict, keep)}
          </Button>
        ))}
      </div>
      {problem === null ? null : <ErrorNote title="It was not decided">{problem}</ErrorNote>}
    </li>
  )
}
