import { memo, useCallback, useMemo } from 'react'
import { noteOf, noteText } from '../../../model/notes'
import { NOTES } from '../../../model/schema.gen'
import { useDoc, useReadable } from '../../../react/useDoc'
import { Icon } from '../../../ui/Icon'
import { SharedText } from '../cells/SharedTextField'
import { PRIVATE_CELL } from '../columns'
import { GridCell } from '../GridCell'
import type { Editing } from '../grid/selection'
import { type Peer, peersIn } from '../peers'
import type { SegmentRowData } from '../rows'
import type { Companion } from './companions'
import { notePlace, privateLabel } from './notes'
import styles from './Private.module.css'

interface NoteProps {
  companion: Companion
  id: string
}

/** What a row's note says, and who else is in it. */
export const useNote = ({ companion, id }: NoteProps): { text: string; peers: readonly Peer[]; mayEdit: boolean } => {
  const { store, presence, mayEdit } = companion.session
  return {
    text: useDoc(store, (notes) => noteOf(notes, id)),
    peers: useDoc(
      presence,
      useMemo(() => peersIn(id), [id]),
    ),
    mayEdit: useReadable(mayEdit),
  }
}

interface FieldProps extends NoteProps {
  peers: readonly Peer[]
  start?: Editing
  placeholder?: string
  boxed?: boolean
}

/** The field in which a private note is written, together with whoever else may write it. */
export const PrivateField = ({ companion, id, ...look }: FieldProps) => {
  const { doc, presence } = companion.session
  const textOf = useCallback(() => noteText(doc, id), [doc, id])
  const place = useMemo(() => notePlace(id), [id])
  const { limit } = NOTES.roots.notes.fields.text
  const column = `Private · ${companion.title}`
  return <SharedText placeholder={column} {...look} label={privateLabel(companion)} lines="many" textOf={textOf} presence={presence} place={place} limit={limit} />
}

interface CellProps {
  row: SegmentRowData
  companion: Companion
  active: boolean
  editing: Editing | null
}

/** A row's note in a private column: looks like no other cell, so that nobody types a secret beside it. */
export const PrivateCell = memo(({ row, companion, active, editing }: CellProps) => {
  const { text, peers, mayEdit } = useNote({ companion, id: row.id })
  return (
    <GridCell
      row={row}
      column={companion.name}
      label={privateLabel(companion)}
      cell={PRIVATE_CELL}
      isReadOnly={!mayEdit}
      active={active}
      editing={active ? editing : null}
      peers={peers}
      met={undefined}
      isPrivate
      name={text === '' && !(active && editing) ? `${privateLabel(companion)}, empty` : undefined}
      field={active && editing ? <PrivateField companion={companion} id={row.id} start={editing} peers={peers} /> : null}
    >
      <span className={styles.note}>
        {text === '' ? null : (
          <>
            <Icon name="lock" size="small" label={privateLabel(companion)} />
            <span className={styles.column} aria-hidden>
              Private · {companion.title}
            </span>
            <span className={styles.text}>{text}</span>
          </>
        )}
      </span>
    </GridCell>
  )
})
PrivateCell.displayName = 'PrivateCell'
