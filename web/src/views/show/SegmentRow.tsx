import { memo, useMemo } from 'react'
import { formatTime } from '../../model/times'
import type { Column } from '../../sync/preferences'
import { washOf, colourOf } from '../../ui/colours'
import { Icon } from '../../ui/Icon'
import { useLiveStatus } from './calling/CallContext'
import { NowMark } from './calling/NowMark'
import { SegmentCell } from './cells/SegmentCell'
import { SEGMENT_COLUMNS, columnName, fieldAt } from './columns'
import { useMarks } from './conflicts/useMarks'
import { useDesk } from './DeskContext'
import { FarCells } from './FarCells'
import { GridCell } from './GridCell'
import type { Companion } from './privately/companions'
import { PrivateCell } from './privately/PrivateCell'
import styles from './Row.module.css'
import type { SegmentRowData } from './rows'
import { TimingNote } from './TimingNote'
import { type RowState, isMarked, useRow } from './useRow'
import { count, nameOf } from './words'

interface Props {
  row: SegmentRowData
  columns: readonly Column[]
  privates: readonly Companion[]
}

/** Where a row is taken hold of, and its cues are shown and hidden; for the mouse, the keys have their own ways. */
const Gutter = ({ row }: { row: SegmentRowData }) => {
  const desk = useDesk()
  const cues = row.cues.length
  const verb = row.open ? 'Hide' : 'Show'
  return (
    <div role="gridcell" data-gutter className={styles.gutter}>
      <span className={styles.grip} data-grip={row.id} title="Drag to move">
        <Icon name="grip" size="small" />
      </span>
      <button
        type="button"
        tabIndex={-1}
        className={styles.expander}
        data-open={row.open || undefined}
        data-empty={cues === 0 || undefined}
        aria-label={`${verb} the cues of ${nameOf(row.segment.name)} (${count(cues, 'cue')})`}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => desk.setOpen(row.id, { open: !row.open })}
      >
        <Icon name="chevron-right" size="small" />
        {cues > 0 ? <span className={styles.cueCount}>{cues}</span> : null}
      </button>
    </div>
  )
}

const Cells = ({ row, columns, privates, active, editing, peers, marked }: Props & Pick<RowState, 'active' | 'editing' | 'peers' | 'marked'>) => {
  const fields = useMemo(() => columns.map(fieldAt), [columns])
  const marks = useMarks(row.id, fields, 'name')
  return (
    <>
      <TimingNote row={row} />
      <Gutter row={row} />
      {columns.map((column) => {
        const { align, cell } = SEGMENT_COLUMNS[column]
        return (
          <GridCell
            key={column}
            row={row}
            column={column}
            label={columnName(column)}
            cell={cell}
            align={align}
            active={active === column}
            editing={active === column ? editing : null}
            peers={peers}
            marked={isMarked(marked, column)}
            met={marks.get(fieldAt(column))}
          >
            <SegmentCell column={column} row={row} />
          </GridCell>
        )
      })}
      {privates.map((companion) => (
        <PrivateCell key={companion.name} row={row} companion={companion} active={active === companion.name} editing={editing} />
      ))}
    </>
  )
}

/** One segment. It draws itself anew when its own data, its part of the selection or the people in it change. */
export const SegmentRow = memo(({ row, columns, privates }: Props) => {
  const { id, segment } = row
  const { near, active, editing, isPicked, peers, marked } = useRow(id)
  const live = useLiveStatus(id)
  return (
    <div
      role="row"
      className={styles.row}
      data-kind="segment"
      data-far={near ? undefined : true}
      data-row-id={id}
      data-status={live ?? segment.status}
      data-now={live === 'in_progress' || undefined}
      data-editing={editing !== null || undefined}
      aria-level={1}
      aria-expanded={row.open}
      aria-selected={isPicked || active !== null}
      data-picked={isPicked || undefined}
      data-here={active !== null || undefined}
      data-coloured={segment.colour === 'none' ? undefined : true}
      style={{ '--stripe': colourOf(segment.colour), '--wash': washOf(segment.colour) }}
    >
      {live === 'in_progress' ? (
        <span className={styles.now}>
          <NowMark phase="running" />
        </span>
      ) : null}
      {near ? (
        <Cells row={row} columns={columns} privates={privates} active={active} editing={editing} peers={peers} marked={marked} />
      ) : (
        <FarCells
          row={id}
          column="name"
          name={segment.name}
          words={[formatTime(row.times.start), segment.type, segment.notes]}
        />
      )}
    </div>
  )
})
SegmentRow.displayName = 'SegmentRow'
