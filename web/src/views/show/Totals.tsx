import type { ScheduleRow } from '../../model/schedule'
import { scheduleOf } from '../../model/show'
import { formatTime, sayDuration } from '../../model/times'
import { standAtFoot } from '../../ui/atFoot'
import { useShow } from '../../react/useSession'
import { Icon } from '../../ui/Icon'
import { useDesk } from './DeskContext'
import styles from './Totals.module.css'

interface FigureProps {
  label: string
  value: string
  weight?: 'strong' | 'spare'
}

/** A spare figure gives way on a narrow screen. */
const Figure = ({ label, value, weight }: FigureProps) => (
  <div className={styles.figure} data-weight={weight}>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
)

const overlaps = (row: ScheduleRow): boolean => row.overlap > 0
const endsTooEarly = (row: ScheduleRow): boolean => row.backwards

/** How many rows have a trouble; pressed, it goes to the next of them, from the top again after the last. */
const Trouble = ({ rows, has, words }: { rows: readonly ScheduleRow[]; has: (row: ScheduleRow) => boolean; words: [string, string] }) => {
  const desk = useDesk()
  const found = rows.filter(has)
  const visitNext = (): void => {
    const here = rows.findIndex(({ id }) => id === desk.cell?.id)
    const next = found.find((row) => rows.indexOf(row) > here) ?? found[0]
    if (next) desk.visit({ row: next.id, column: 'name' })
  }
  if (found.length === 0) return null
  const said = `${found.length} ${found.length === 1 ? words[0] : words[1]}`
  return (
    <button type="button" className={styles.trouble} title="Go to the next one" onClick={visitNext}>
      <Icon name="overlap" size="small" />
      {said}
    </button>
  )
}

/** What the whole plan comes to. */
export const Totals = () => {
  const { rows, totals } = useShow(scheduleOf)
  return (
    <footer className={styles.totals} aria-label="Totals" data-print="hide" ref={standAtFoot}>
      <dl className={styles.figures}>
        <Figure label="Segments" value={String(rows.length)} />
        <Figure label="Start" value={rows.length > 0 ? formatTime(totals.start) : '–'} weight="spare" />
        <Figure label="Planned" value={sayDuration(totals.planned)} />
        <Figure label="Ends" value={rows.length > 0 ? formatTime(totals.end) : '–'} weight="strong" />
      </dl>
      <span className={styles.troubles}>
        <Trouble rows={rows} has={overlaps} words={['overlap', 'overlaps']} />
        <Trouble rows={rows} has={endsTooEarly} words={['ends before it starts', 'end before they start']} />
      </span>
    </footer>
  )
}
