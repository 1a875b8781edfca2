import type { ReactElement } from 'react'
import type { Cue } from '../../../model/schema'
import { Department } from '../../../ui/Department'
import type { CueColumn } from '../columns'
import styles from './Cells.module.css'

const CELLS: Readonly<Record<CueColumn, (cue: Cue) => ReactElement | string>> = {
  number: ({ number }) => <span className={styles.cueNumber}>{number}</span>,
  department: ({ department }) => (
    <span className={styles.department}>
      <Department department={department} />
    </span>
  ),
  label: ({ label }) => (label.trim() ? label : <span className={styles.untitled}>Unnamed cue</span>),
  note: ({ note }) => <span className={styles.notes}>{note}</span>,
}

export const CueCell = ({ column, cue }: { column: CueColumn; cue: Cue }) => CELLS[column](cue)
