import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { cuesOf, liveSegments, scheduleOf } from '../../model/show'
import type { Cue, Show } from '../../model/schema'
import { formatTime, sayDuration } from '../../model/times'
import { useShow } from '../../react/useSession'
import type { Column } from '../../sync/preferences'
import { columnName } from './columns'
import { timingOf } from './fixes'
import styles from './PrintSheet.module.css'
import { showDate } from './showDate'
import { STATUS_WORDS, count, cueName, nameOf, typeWord } from './words'
import type { SegmentRowData } from './rows'

const instant = (at: number): string => new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** What is printed in a cell: words only, since paper has no colours to rely on. */
const PRINTED: Readonly<Record<Column, (row: SegmentRowData) => string>> = {
  order: ({ order }) => String(order),
  name: ({ segment }) => nameOf(segment.name),
  start_time: ({ segment, times }) => `${formatTime(times.start)}${segment.start === null ? '' : ' ●'}`,
  end_time: ({ segment, times }) => `${formatTime(segment.end ?? times.end)}${segment.end === null ? '' : ' ●'}`,
  duration: ({ times }) => sayDuration(times.duration),
  type: ({ segment }) => typeWord(segment.type),
  status: ({ segment }) => STATUS_WORDS[segment.status],
  notes: ({ segment }) => segment.notes,
  cues_count: ({ cues }) => String(cues.length),
  created_by: ({ segment }) => segment.created_by,
  updated_at: ({ segment }) => (segment.updated_at === null ? '' : instant(segment.updated_at)),
}

const CueLine = ({ cue }: { cue: Cue }) => (
  <div className={styles.cue}>
    <b>{cueName(cue)}</b>
    <span>{cue.label}</span>
    <i>{cue.note}</i>
  </div>
)

/** A gap or an overlap before a segment. */
const TimingLine = ({ row, columns }: { row: SegmentRowData; columns: number }) => {
  const timing = timingOf(row.times, row.segment)
  return timing ? (
    <tr>
      <td colSpan={columns} className={styles.timing}>
        {timing.sentence}
      </td>
    </tr>
  ) : null
}

const SegmentLines = ({
  row,
  columns,
}: {
  row: SegmentRowData
  columns: readonly Column[]
}) => (
  <tbody className={styles.segment} style={{ '--stripe': `var(--segment-${row.segment.colour}, transparent)` }}>
    <TimingLine row={row} columns={columns.length} />
    <tr>
      {columns.map((column) => (
        <td key={column} data-column={column}>
          {PRINTED[column](row)}
        </td>
      ))}
    </tr>
    {row.cues.length > 0 ? (
      <tr>
        <td colSpan={columns.length} className={styles.cues}>
          {row.cues.map((cue) => (
            <CueLine key={cue.id} cue={cue} />
          ))}
        </td>
      </tr>
    ) : null}
  </tbody>
)

const rowsOf = (show: Show): readonly SegmentRowData[] => {
  const { rows } = scheduleOf(show)
  return liveSegments(show).flatMap((segment, index): SegmentRowData[] => {
    const times = rows[index]
    const cues = cuesOf(show, segment.id)
    return times ? [{ kind: 'segment', id: segment.id, order: index + 1, segment, times, cues, open: true }] : []
  })
}

const Sheet = ({ columns }: { columns: readonly Column[] }) => {
  const document = useShow((value) => value)
  const rows = rowsOf(document)
  const { meta, show } = document
  const { totals } = scheduleOf(document)
  const facts = [show.date && showDate(show.date, 'en-GB'), show.venue, show.time_zone].filter(Boolean)
  return (
    <div className={styles.sheet} data-print="only">
      <header className={styles.header}>
        <h1>{meta.title || 'Untitled show'}</h1>
        <p>{facts.join(' · ')}</p>
        <p>
          {count(rows.length, 'segment')}, {sayDuration(totals.planned)} planned, {formatTime(totals.start)} to{' '}
          {formatTime(totals.end)}. ● fixed time. Printed {instant(Date.now())}.
        </p>
      </header>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-column={column}>
                {columnName(column)}
              </th>
            ))}
          </tr>
        </thead>
        {rows.map((row) => (
          <SegmentLines key={row.id} row={row} columns={columns} />
        ))}
      </table>
    </div>
  )
}

/** The run of show on paper: drawn when it is printed, with the columns that are shown just now and all cues. */
export const PrintSheet = ({ columns }: { columns: readonly Column[] }) => {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const before = (): void => flushSync(() => setPrinting(true))
    const after = (): void => setPrinting(false)
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [])
  return printing ? <Sheet columns={columns} /> : null
}
