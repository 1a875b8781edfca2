import type { TableColumn, TablePreview, TableRow } from '../../api'
import { Badge } from '../../ui/Badge'
import { Department, type DepartmentName, DEPARTMENTS } from '../../ui/Department'
import { Select } from '../../ui/Select'
import { counted } from './importFile'
import styles from './TableReading.module.css'
import { fieldTitle, hasCues, shownFields, written } from './tableWords'

interface Props {
  preview: TablePreview
  isBusy: boolean
  onChoose: (index: number, field: string | null) => void
}

const LEFT_OUT = '-'
const ROWS_SHOWN = 6
const PROBLEMS_SHOWN = 50

/** How a table was understood: its columns, its problems, its first rows. */
export const TableReading = ({ preview, isBusy, onChoose }: Props) => (
  <div className={styles.reading} aria-busy={isBusy}>
    <Problems problems={preview.problems} columns={preview.columns} />
    <Columns preview={preview} onChoose={onChoose} />
    <FirstRows preview={preview} />
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

const FirstRows = ({ preview }: Pick<Props, 'preview'>) => {
  const fields = shownFields(preview)
  const rows = preview.rows.slice(0, ROWS_SHOWN)
  const withCues = hasCues(preview.rows)
  if (fields.length === 0 || rows.length === 0) return null
  return (
    <section>
      <h3 className={styles.heading}>First rows</h3>
      {/* Scrolls sideways by itself; the focus lets the arrow keys do it. */}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="First rows">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Row</th>
              {fields.map(({ field, title }) => (
                <th key={field} scope="col">
                  {fieldTitle(title)}
                </th>
              ))}
              {withCues ? <th scope="col">Cues</th> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, values, cues = [] }) => (
              <tr key={row}>
                <td>{row}</td>
                {fields.map(({ field }) => (
                  <td key={field}>{written(field, values[field])}</td>
                ))}
                {withCues ? <td><Cues cues={cues} /></td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

const isDepartment = (name: string): name is DepartmentName => name in DEPARTMENTS

const Cues = ({ cues }: { cues: NonNullable<TableRow['cues']> }) => (
  <span className={styles.cues}>
    {cues.map(({ department, number = '', label }, place) => (
      // The cues of a row in a preview never move.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={place} className={styles.cue}>
        <Department department={isDepartment(department) ? department : 'other'} number={number} />
        {label}
      </span>
    ))}
  </span>
)
