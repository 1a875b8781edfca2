import { Icon } from '../../../ui/Icon'
import type { Companion } from './companions'
import { privateLabel } from './notes'
import styles from './PrivateNotes.module.css'
import { PrivateField, useNote } from './PrivateCell'
import { useCompanions } from './usePrivates'

const NoteOf = ({ companion, segment }: { companion: Companion; segment: string }) => {
  const { text, peers, mayEdit } = useNote({ companion, id: segment })
  if (!mayEdit && text === '') return null
  return (
    <section className={styles.note} aria-label={privateLabel(companion)}>
      <h3 className={styles.heading} aria-hidden>
        <Icon name="lock" size="small" />
        Private · {companion.title}
      </h3>
      {mayEdit ? (
        <PrivateField boxed companion={companion} id={segment} peers={peers} placeholder="Only those in this column read it" />
      ) : (
        <p className={styles.text}>{text}</p>
      )}
    </section>
  )
}

/** On the sheet of a segment: what one's private columns say of it. */
export const PrivateNotes = ({ segment }: { segment: string }) =>
  useCompanions().map((companion) => <NoteOf key={companion.name} companion={companion} segment={segment} />)
