import { memo } from 'react'
import type { Column } from '../../sync/preferences'
import { SEGMENT_COLUMNS, columnName } from './columns'
import styles from './Grid.module.css'

/** The names of the columns, always in sight. */
export const GridHead = memo(({ columns }: { columns: readonly Column[] }) => (
  <div role="rowgroup" className={styles.head}>
    <div role="row" className={styles.headRow}>
      <div role="columnheader" className={styles.corner}>
        <span className={styles.unseen}>Row</span>
      </div>
      {columns.map((column) => (
        <div
          key={column}
          role="columnheader"
          className={styles.heading}
          data-column={column}
          data-align={SEGMENT_COLUMNS[column].align}
          aria-label={columnName(column)}
        >
          {SEGMENT_COLUMNS[column].label}
        </div>
      ))}
    </div>
  </div>
))
GridHead.displayName = 'GridHead'
