import type { ReactElement } from 'react'
import { formatTime, sayDuration } from '../../../model/times'
import { useReadable } from '../../../react/useDoc'
import type { Column } from '../../../sync/preferences'
import { Icon } from '../../../ui/Icon'
import { minutes } from '../minutes'
import type { SegmentRowData } from '../rows'
import { ago, count, typeWord } from '../words'
import styles from './Cells.module.css'
import { LiveStatus } from '../calling/LiveStatus'

interface PlannedTimeProps {
  time: number
  fixed: boolean
  word: string
  /** It cannot be so: shown as it was typed, with a warning. */
  wrong?: boolean
}

/** A time of the plan: fixed ones carry a lock and its word, those that follow are quieter. */
const PlannedTime = ({ time, fixed, word, wrong = false }: PlannedTimeProps) => (
  <span className={styles.time} data-fixed={fixed} data-wrong={wrong || undefined}>
    {fixed ? <Icon name={wrong ? 'warning' : 'lock'} size="small" label={word} /> : null}
    <span>{formatTime(time)}</span>
  </span>
)

/** A fixed end stands there as it was typed, even when it lies before the start. */
const EndTime = ({ segment, times }: SegmentRowData) => (
  <PlannedTime
    time={segment.end ?? times.end}
    fixed={segment.end !== null}
    word={times.backwards ? 'Fixed end, before its start' : 'Fixed end'}
    wrong={times.backwards}
  />
)

const Updated = ({ at }: { at: number | null }) => {
  const now = useReadable(minutes)
  return at === null ? null : <time dateTime={new Date(at).toISOString()}>{ago(at, now)}</time>
}

type Draw = (row: SegmentRowData) => ReactElement | string | null

/** What stands in each column while nobody edits it. */
const CELLS: Readonly<Record<Column, Draw>> = {
  order: ({ order }) => <span className={styles.order}>{order}</span>,
  name: ({ segment }) => (segment.name.trim() ? segment.name : <span className={styles.untitled}>Untitled</span>),
  start_time: ({ segment, times }) => (
    <PlannedTime time={times.start} fixed={segment.start !== null} word="Fixed start" />
  ),
  end_time: (row) => <EndTime {...row} />,
  // In words: 1:30 would look like a time of day.
  duration: ({ times }) => <span className={styles.duration}>{sayDuration(times.duration)}</span>,
  type: ({ segment }) => <span className={styles.soft}>{typeWord(segment.type)}</span>,
  status: ({ segment }) => <LiveStatus segment={segment.id} planned={segment.status} />,
  notes: ({ segment }) => <span className={styles.notes}>{segment.notes}</span>,
  cues_count: ({ cues }) => <span aria-label={count(cues.length, 'cue')}>{cues.length}</span>,
  created_by: ({ segment }) => <span className={styles.soft}>{segment.created_by}</span>,
  updated_at: ({ segment }) => (
    <span className={styles.soft}>
      <Updated at={segment.updated_at} />
    </span>
  ),
}

export const SegmentCell = ({ column, row }: { column: Column; row: SegmentRowData }) => CELLS[column](row)
