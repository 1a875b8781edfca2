import styles from './Row.module.css'

interface Props {
  row: string
  column: 'name' | 'label'
  name: string
  /** Everything else one might search for. */
  words: readonly string[]
}

/** A row far out of sight: its words, for the browser's search and for a screen reader (see nearRows.ts). */
export const FarCells = ({ row, column, name, words }: Props) => (
  <>
    <div role="gridcell" className={styles.far} data-row={row} data-column={column}>
      <span>{name}</span>
    </div>
    <div role="gridcell" className={styles.far}>
      {words.join(' ')}
    </div>
  </>
)
