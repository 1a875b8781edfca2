import { memo } from 'react'
import { Icon } from '../../ui/Icon'
import { CueCell } from './cells/CueCell'
import { CUE_CELLS, CUE_COLUMNS } from './columns'
import { useMarks } from './conflicts/useMarks'
import { FarCells } from './FarCells'
import { GridCell } from './GridCell'
import styles from './Row.module.css'
import type { CueRowData } from './rows'
import { type RowState, isMarked, useRow } from './useRow'

const Cells = ({
  row,
  active,
  editing,
  peers,
  marked,
}: { row: CueRowData } & Pick<RowState, 'active' | 'editing' | 'peers' | 'marked'>) => {
  const marks = useMarks(row.id, CUE_COLUMNS, 'label')
  return (
    <>
      <div role="gridcell" data-gutter className={styles.gutter}>
        <span className={styles.grip} data-grip={row.id} title="Drag to move">
          <Icon name="grip" size="small" />
        </span>
      </div>
      {CUE_COLUMNS.map((column) => (
        <GridCell
          key={column}
          row={row}
          column={column}
          label={CUE_CELLS[column].label}
          cell={CUE_CELLS[column]}
          active={active === column}
          editing={active === column ? editing : null}
          peers={peers}
          marked={isMarked(marked, column)}
          met={marks.get(column)}
        >
          <CueCell column={column} cue={row.cue} />
        </GridCell>
      ))}
    </>
  )
}

/** One cue under its segment. */
export const CueRow = memo(({ row }: { row: CueRowData }) => {
  const { id, cue } = row
  const { near, active, editing, isPicked, peers, marked } = useRow(id)
  return (
    <div
      role="row"
      className={styles.row}
      data-kind="cue"
      data-far={near ? undefined : true}
      data-row-id={id}
      data-editing={editing !== null || undefined}
      data-picked={isPicked || undefined}
      data-here={active !== null || undefined}
      aria-level={2}
      aria-selected={isPicked || active !== null}
    >
      {near ? (
        <Cells row={row} active={active} editing={editing} peers={peers} marked={marked} />
      ) : (
        <FarCells row={id} column="label" name={cue.label} words={[cue.number, cue.note]} />
      )}
    </div>
  )
})
CueRow.displayName = 'CueRow'
