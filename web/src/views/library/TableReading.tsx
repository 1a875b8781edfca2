import type { TableColumn, TablePreview } from '../../api'
import { Badge } from '../../ui/Badge'
import { Select } from '../../ui/Select'
import { counted } from './importFile'
import { PreviewRows } from './PreviewRows'
import styles from './TableReading.module.css'
import { fieldTitle } from './tableWords'

interface Props {
  preview: TablePreview
  isBusy: boolean
  onChoose: (index: number, field: string | null) => void
}

const LEFT_OUT = '-'
const PROBLEMS_SHOWN = 50

/** How a table was understood: its problems, its columns, its rows. */
export const TableReading = ({ preview, isBusy, onChoose }: Props) => (
  <div className={styles.reading} aria-busy={isBusy}>
    <Problems problems={preview.problems} columns={preview.columns} />
    <Columns preview={preview} onChoose={onChoose} />
    <PreviewRows preview={preview} />
  </div>
)

const Columns = ({ preview, onChoose }: Pick<Props, 'preview' | 'onChoose'>) => {
  const options = [
    { id: LEFT_OUT, label: 'Left out' },
    ...preview.fields.map(({ field, title }) => ({ id: field, label: fieldTitle(title) })),
  ]
  return (
    <section>
      <h3 className={styles.heading}>Columns</h3>
      <ul className={styles.columns}>
        {preview.columns.map((column) => (
          <li key={column.index} className={styles.column} data-out={column.field === null ? true : undefined}>
            <span className={styles.header}>{headerOf(column)}</span>
            <Select
              label={`“${headerOf(column)}” is`}
              labelHidden
              size="small"
              options={options}
              value={column.field ?? LEFT_OUT}
              onChange={(field) => onChoose(column.index, field === LEFT_OUT ? null : field)}
            />
            <span className={styles.reason}>{column.reason}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const headerOf = (column: TableColumn): string => column.header || `Column ${column.index + 1}`

const Problems = ({ problems, columns }: Pick<TablePreview, 'problems' | 'columns'>) => {
  if (problems.length === 0) return <Badge tone="go">Every row was understood</Badge>
  const headers = new Map(columns.map((column) => [column.index, headerOf(column)]))
  return (
    <section className={styles.problems}>
      <Badge tone="standby">{counted(problems.length, 'problem')}</Badge>
      <ul className={styles.problemList} tabIndex={0} aria-label="Problems">
        {problems.slice(0, PROBLEMS_SHOWN).map((problem) => (
          <li key={`${problem.row} ${problem.column} ${problem.message}`} className={styles.problem}>
            <span className={styles.place}>
              Row {problem.row}
              {problem.column === null ? '' : `, ${headers.get(problem.column) ?? `column ${problem.column + 1}`}`}
            </span>
            <span>{problem.message}</span>
          </li>
        ))}
        {problems.length > PROBLEMS_SHOWN ? <li>and {problems.length - PROBLEMS_SHOWN} more</li> : null}
      </ul>
    </section>
  )
}
