import { memo, useLayoutEffect, useMemo, useRef } from 'react'
import { cuesOf, liveSegments, scheduleOf } from '../../model/show'
import type { Show } from '../../model/schema'
import { useReadable } from '../../react/useDoc'
import { useMayEdit, useSession } from '../../react/useSession'
import type { Column } from '../../sync/preferences'
import { AddRow } from './AddRow'
import { useClipboard } from './clipboard/useClipboard'
import { layoutOf } from './columns'
import { CueRow } from './CueRow'
import { useDesk } from './DeskContext'
import { DragLayer } from './DragLayer'
import { GridHead } from './GridHead'
import cards from './Cards.module.css'
import styles from './Grid.module.css'
import { NearContext } from './nearRows'
import type { Companion } from './privately/companions'
import { usePrivates } from './privately/usePrivates'
import { type ShowRow, gridRows, rowBuilder } from './rows'
import { RowMenu } from './RowMenu'
import { SegmentRow } from './SegmentRow'
import { COMPACT, fittingColumns, useTableWidth } from './useTableWidth'
import { useGridFocus } from './useGridFocus'
import { useGridKeys } from './useGridKeys'
import { useGridPointer } from './useGridPointer'
import { useMoreAside } from './useMoreAside'
import { useNearRows } from './useNearRows'
import { useRowDrag } from './useRowDrag'

/** The size of one rem when nobody has changed it; only to guess whether the table will have to scroll. */
const REM = 16

/** The rows to draw, each the same object as before while nothing in it changed. */
const useRows = (show: Show): readonly ShowRow[] => {
  const desk = useDesk()
  const mayEdit = useMayEdit()
  const open = useReadable(desk.open)
  const build = useMemo(rowBuilder, [])
  return useMemo(() => {
    const rows = build({ segments: liveSegments(show), schedule: scheduleOf(show), cuesOf: (id) => cuesOf(show, id), open })
    return mayEdit ? rows : rows.filter(({ kind }) => kind === 'segment' || kind === 'cue')
  }, [build, show, open, mayEdit])
}

interface RowProps {
  row: ShowRow
  columns: readonly Column[]
  privates: readonly Companion[]
}

const Row = memo(({ row, columns, privates }: RowProps) => {
  if (row.kind === 'segment') return <SegmentRow row={row} columns={columns} privates={privates} />
  if (row.kind === 'cue') return <CueRow row={row} />
  return <AddRow row={row} />
})
Row.displayName = 'Row'

/** The run of show as a grid that is as quick as a spreadsheet. */
export const Grid = ({ columns: chosen }: { columns: readonly Column[] }) => {
  const desk = useDesk()
  const show = useReadable(useSession().store)
  const rows = useRows(show)
  const mayEdit = useMayEdit()
  const scroller = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const near = useNearRows(rows, scroller, body)
  const width = useTableWidth(scroller)
  const compact = width < COMPACT
  const more = useMoreAside(scroller)
  const columns = useMemo(() => fittingColumns(chosen, { compact }), [chosen, compact])
  const onKeyDown = useGridKeys(desk, scroller)
  useClipboard(desk, scroller)
  const { onClick, onContextMenu, onPointerDown } = useGridPointer(desk, scroller)
  const { dragging, onPointerDown: onGrip } = useRowDrag(desk, scroller)
  const privates = usePrivates()
  const layout = useMemo(() => layoutOf(columns, privates.length), [columns, privates])
  const cells = useMemo(() => gridRows(rows, [...columns, ...privates.map(({ name }) => name)]), [rows, columns, privates])
  useLayoutEffect(() => desk.selection.show(cells), [desk, cells])
  const { onFocus, onBlur } = useGridFocus(rows, scroller)

  return (
    <div className={styles.frame} data-more={more || undefined} data-print="hide">
      <div ref={scroller} className={styles.scroller}>
        {/* Presses and keys are heard here for all cells; each cell has the focus itself. */}
        <div
          role="treegrid"
          aria-label="Run of show"
          aria-multiselectable
          aria-readonly={!mayEdit || undefined}
          tabIndex={-1}
          className={compact ? `${styles.grid} ${cards.cards}` : styles.grid}
          style={{ '--tracks': layout.tracks, '--least': compact ? '0rem' : `${layout.least}rem` }}
          data-compact={compact || undefined}
          data-scrolls={width < layout.least * REM || undefined}
          data-look={!mayEdit || undefined}
          data-dragging={dragging ? true : undefined}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onContextMenu={onContextMenu}
          onPointerDown={(event) => {
            onGrip(event)
            onPointerDown(event)
          }}
          onFocus={onFocus}
          onBlur={onBlur}
        >
          <GridHead columns={columns} privates={privates} />
          <div ref={body} role="rowgroup">
            <NearContext value={near}>
              {rows.map((row) => (
                <Row key={row.id} row={row} columns={columns} privates={privates} />
              ))}
            </NearContext>
          </div>
          <DragLayer dragging={dragging} />
        </div>
      </div>
      <RowMenu scroller={scroller} />
    </div>
  )
}
