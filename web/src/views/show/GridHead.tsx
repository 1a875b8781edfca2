import { memo } from 'react'
import type { Column } from '../../sync/preferences'
import { SEGMENT_COLUMNS, columnName } from './columns'
import { Icon } from '../../ui/Icon'
import styles from './Grid.module.css'
import type { Companion } from './privately/companions'
import { privateLabel } from './privately/notes'

/** The names of the columns, always in sight. */
interface Props {
  columns: readonly Column[]
  privates: readonly Companion[]
}

export const GridHead = memo(({ columns, privates }: Props) => (
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
      {privates.map(({ name, title }) => (
        <div key={name} role="columnheader" className={styles.heading} data-column={name} data-private aria-label={privateLabel({ title })}>
          <Icon name="lock" size="small" />
          <span>Private · {title}</span>
        </div>
      ))}
    </div>
  </div>
))
GridHead.displayName = 'GridHead'
