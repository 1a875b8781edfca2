import type { Show } from '../../../model/schema'
import { dateOf } from '../../../model/zones'
import { Qr } from '../../sharing/Qr'
import { wallTime } from '../calling/words'
import { showDate } from '../showDate'
import type { Report, ReportRow } from './report'
import styles from './ReportSheet.module.css'

const HEADINGS = ['Segment', 'Planned', 'Actual', 'Began', 'Planned length', 'Actual length', 'Difference'] as const

const Cells = ({ row }: { row: Report['total'] }) => (
  <>
    <td data-label="Planned">{row.planned}</td>
    <td data-label="Actual">{row.actual || '–'}</td>
    <td data-label="Began">{row.began || '–'}</td>
    <td data-label="Planned length">{row.lasts}</td>
    <td data-label="Actual length">{row.took || '–'}</td>
    <td data-label="Difference">{row.longer || '–'}</td>
  </>
)

const Row = ({ row, order }: { row: ReportRow; order: number }) => (
  <tr data-status={row.status}>
    <th scope="row">
      <span className={styles.order}>{order}</span>
      <span dir="auto">{row.name}</span>
      {row.status === '' ? null : <i>{` (${row.status})`}</i>}
    </th>
    <Cells row={row} />
  </tr>
)

interface Props {
  show: Show
  report: Report
  /** The moment for which it is true, in Unix ms. */
  at: number
}

/** The sheet itself: the same on the screen and on paper, A4 or Letter. */
export const ReportSheet = ({ show, report, at }: Props) => {
  const { meta, show: info } = show
  const when = `${wallTime(at, info.time_zone)}, ${showDate(dateOf(info.time_zone, at), 'en-GB')}`
  const facts = [showDate(report.date, 'en-GB'), info.venue, info.time_zone.replaceAll('_', ' ')].filter((fact) => fact !== '')
  const address = `${location.origin}${location.pathname}`
  return (
    <article className={styles.sheet}>
      <header className={styles.header}>
        <div>
          <h1>{`${meta.title || 'Untitled show'}, as run`}</h1>
          <p>{facts.join(' · ')}</p>
          {report.callers.length === 0 ? null : <p>{`Called by ${report.callers.join(', ')}`}</p>}
          <p>{report.isOver ? 'The show is over.' : 'So far: the show is not over.'}</p>
          <p data-print="only">{`Printed ${when}, from ${address}`}</p>
        </div>
        <div className={styles.code} data-print="only">
          <Qr text={address} label={`Code for ${address}`} />
        </div>
      </header>
      <table className={styles.table} aria-label="As run">
        <thead>
          <tr>
            {HEADINGS.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.rows.map((row, place) => (
            <Row key={row.id} row={row} order={place + 1} />
          ))}
        </tbody>
        <tbody className={styles.total}>
          <tr>
            <th scope="row">The whole show</th>
            <Cells row={report.total} />
          </tr>
        </tbody>
      </table>
      <p className={styles.foot}>Lengths in the last line are those of the segments that were played, pauses included.</p>
    </article>
  )
}
