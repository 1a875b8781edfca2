import { memo, useMemo } from 'react'
import { useDoc } from '../../react/useDoc'
import { Icon } from '../../ui/Icon'
import { useDesk } from './DeskContext'
import styles from './Row.module.css'
import { activeColumn } from './grid/gridStore'
import type { AddRowData } from './rows'

const WORDS = { addSegment: 'Add a segment', addCue: 'Add a cue' } as const
const COLUMNS = { addSegment: 'name', addCue: 'label' } as const

/** The row that is not there yet: going to it and typing makes it. */
export const AddRow = memo(({ row }: { row: AddRowData }) => {
  const desk = useDesk()
  const active =
    useDoc(
      desk.selection,
      useMemo(() => activeColumn(row.id), [row.id]),
    ) !== null
  return (
    <div
      role="row"
      className={styles.row}
      data-kind={row.kind}
      data-row-id={row.id}
      aria-level={row.kind === 'addCue' ? 2 : 1}
      data-print="hide"
    >
      <div
        role="gridcell"
        className={styles.add}
        data-row={row.id}
        data-column={COLUMNS[row.kind]}
        data-active={active || undefined}
        tabIndex={active ? 0 : -1}
      >
        <Icon name="add" size="small" />
        {WORDS[row.kind]}
        <span className={styles.addHint}>type a name, or press Enter</span>
      </div>
    </div>
  )
})
AddRow.displayName = 'AddRow'
