import type { ReactNode } from 'react'
import type { Conflict } from '../../api/history'
import { colourOf } from '../../ui/colours'
import { CellEditor } from './cells/CellEditor'
import type { CellKind } from './columns'
import styles from './Cell.module.css'
import { ConflictMark } from './conflicts/ConflictMark'
import type { Editing } from './grid/selection'
import type { Peer } from './peers'
import type { ShowRow } from './rows'

interface Props {
  row: Extract<ShowRow, { kind: 'segment' | 'cue' }>
  column: string
  /** What it is called for a screen reader: the column's name. */
  label: string
  cell: CellKind | null
  align?: 'end' | undefined
  active: boolean
  editing: Editing | null
  peers: readonly Peer[]
  /** Something has just worked here. */
  marked?: true | undefined
  /** Two edits met here, and nobody has looked at it yet. */
  met: Conflict | undefined
  /** The field that edits what is in no document of the show. */
  field?: ReactNode
  /** Only some see this column. */
  isPrivate?: true
  isReadOnly?: boolean
  /** Said in the place of contents that say nothing. */
  name?: string | undefined
  children: ReactNode
}

/** Names of the people in a cell, on its upper edge in their colours. */
const PeerTags = ({ peers }: { peers: readonly Peer[] }) => (
  <span className={styles.tags}>
    {peers.map((peer) => (
      <span key={peer.id} className={styles.tag} style={{ '--person': colourOf(peer.colour) }}>
        {peer.name}
      </span>
    ))}
  </span>
)

/** One cell: its contents, or the field that edits them; and an outline in the colour of whoever is in it. */
export const GridCell = (props: Props) => {
  const { row, column, label, cell, align, active, editing, peers, marked, met, children } = props
  const open = active && editing !== null && cell !== null
  const here = peers.filter((peer) => peer.field === (cell?.field ?? column))
  const first = here[0]
  return (
    <div
      role="gridcell"
      className={styles.cell}
      data-row={row.id}
      data-column={column}
      data-align={align}
      data-active={active || undefined}
      data-open={open || undefined}
      data-marked={marked}
      data-peer={first ? true : undefined}
      data-met={met ? true : undefined}
      data-private={props.isPrivate}
      style={first ? { '--person': colourOf(first.colour) } : undefined}
      aria-label={props.name}
      aria-readonly={cell === null || props.isReadOnly || undefined}
      tabIndex={active && !open ? 0 : -1}
    >
      <span className={styles.contents} data-hidden={open || undefined}>
        {children}
      </span>
      {open && editing
        ? (props.field ?? (
            <CellEditor row={row} field={cell.field} editor={cell.editor} label={label} start={editing} peers={here} />
          ))
        : null}
      {met && !open ? <ConflictMark conflict={met} /> : null}
      {first && !(open && first.head !== null) ? <PeerTags peers={here} /> : null}
    </div>
  )
}
