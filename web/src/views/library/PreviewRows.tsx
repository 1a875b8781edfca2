import type { ReactNode } from 'react'
import type { TablePreview, TableRow } from '../../api'
import { formatTime } from '../../model/times'
import { Department, type DepartmentName, DEPARTMENTS } from '../../ui/Department'
import { Icon } from '../../ui/Icon'
import { type PreviewRow, previewRows } from './previewRows'
import styles from './PreviewRows.module.css'
import { fieldTitle, hasCues, shownFields, written } from './tableWords'

/** The first rows as they would be imported, and those with problems; what was not understood is marked. */
export const PreviewRows = ({ preview }: { preview: TablePreview }) => {
  const fields = shownFields(preview)
  const rows = previewRows(preview)
  const columns = hasCues(preview.rows) ? [...fields, { field: 'cues', title: 'cues' }] : fields
  if (fields.length === 0 || rows.length === 0) return null
  const title = rows.some(({ skipped }) => skipped) ? 'First rows, and those with problems' : 'First rows'
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      {/* Scrolls sideways by itself; the focus lets the arrow keys do it. */}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={title}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Row</th>
              {columns.map(({ field, title: name }) => (
                <th key={field} scope="col">
                  {fieldTitle(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.row.row} data-skipped={row.skipped || undefined}>
                <td>{row.row.row}</td>
                {columns.map(({ field }) => (
                  <Value key={field} row={row} field={field} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** What a row does not say itself: a time follows from the ones before, a new segment is pending. */
const unsaid = (field: string, { row, times }: PreviewRow): string => {
  if (times !== null && (field === 'start' || field === 'end')) return formatTime(times[field])
  return field === 'status' && row.values['id'] === undefined ? written(field, 'pending') : ''
}

const contents = (field: string, row: PreviewRow): ReactNode => {
  if (field === 'cues') return <Cues cues={row.row.cues ?? []} />
  return written(field, row.row.values[field]) || <span className={styles.following}>{unsaid(field, row)}</span>
}

const Value = ({ row, field }: { row: PreviewRow; field: string }) => {
  const fault = row.faults.get(field)
  return (
    <td data-fault={fault === undefined ? undefined : true} title={fault}>
      {fault === undefined ? null : <Icon name="warning" size="small" label={fault} />}
      {contents(field, row)}
    </td>
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
