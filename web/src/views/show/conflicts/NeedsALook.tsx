import { type RefObject, useEffect, useId, useRef, useState } from 'react'
import type { Conflict } from '../../../api/history'
import { useMayEdit } from '../../../react/useSession'
import { useReadable } from '../../../react/useDoc'
import { useDesk } from '../DeskContext'
import { ConflictCard } from './ConflictCard'
import { useConflicts } from './ConflictsContext'
import styles from './NeedsALook.module.css'

interface Places {
  readonly heading: RefObject<HTMLElement | null>
  readonly cards: Map<string, HTMLElement>
}

/** Goes to the card, or else the heading, that somebody asked for elsewhere. */
const useAskedFor = ({ heading, cards }: Places): void => {
  const { conflict } = useDesk()
  const wanted = useReadable(conflict)
  useEffect(() => {
    if (wanted === null) return
    const place = cards.get(wanted) ?? heading.current
    place?.focus()
    place?.scrollIntoView({ block: 'nearest' })
    conflict.set(null)
  }, [wanted, conflict, heading, cards])
}

/** When the card with the focus goes away, whoever decided it, the focus goes to the one that came after it. */
const useNextCard = (conflicts: readonly Conflict[], { heading, cards }: Places) => {
  const held = useRef<{ readonly id: string; readonly index: number } | null>(null)
  useEffect(() => {
    const last = held.current
    if (last === null || cards.has(last.id)) return
    held.current = null
    const next = conflicts[last.index]
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (isLost) ((next && cards.get(next.id)) ?? heading.current)?.focus()
  }, [conflicts, heading, cards])
  return {
    onFocus: (id: string, index: number): void => {
      held.current = { id, index }
    },
    onBlur: (to: EventTarget | null): void => {
      if (to !== null) held.current = null
    },
  }
}

const AWAY = 'The server cannot be reached at the moment; this can be decided when it is back.'
const LOOK_ONLY = 'Whoever may edit this show decides.'

const headingWords = ({ length }: readonly Conflict[]): string =>
  length === 0 ? 'Nothing needs a look any more' : `Needs a look (${length})`

/** What two people wrote without knowing of each other, above the timeline; nothing when there is nothing. */
export const NeedsALook = () => {
  const { conflicts, amount, isAway } = useConflicts()
  const mayEdit = useMayEdit()
  const hindrance = mayEdit ? (isAway ? AWAY : null) : LOOK_ONLY
  const why = useId()
  const title = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const [cards] = useState(() => new Map<string, HTMLElement>())
  const [wasNeeded, setNeeded] = useState(false)
  if (conflicts.length > 0 && !wasNeeded) setNeeded(true)
  useAskedFor({ heading, cards })
  const { onFocus, onBlur } = useNextCard(conflicts, { heading, cards })
  if (!wasNeeded) return null
  return (
    <section aria-labelledby={title} className={styles.section}>
      <h3 id={title} ref={heading} tabIndex={-1} className={styles.heading}>
        {headingWords(conflicts)}
      </h3>
      {hindrance !== null && conflicts.length > 0 ? (
        <p id={why} className={styles.why}>
          {hindrance}
        </p>
      ) : null}
      <ul className={styles.cards}>
        {conflicts.map((conflict, index) => (
          <ConflictCard
            key={conflict.id}
            conflict={conflict}
            hindrance={hindrance === null ? null : why}
            onFocus={() => onFocus(conflict.id, index)}
            onBlur={(event) => onBlur(event.relatedTarget)}
            ref={(card) => {
              if (card) cards.set(conflict.id, card)
              return () => void cards.delete(conflict.id)
            }}
          />
        ))}
      </ul>
      {amount > conflicts.length ? <p className={styles.why}>and {amount - conflicts.length} older ones</p> : null}
    </section>
  )
}
