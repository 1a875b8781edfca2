import { scheduleOf } from '../../model/show'
import { formatTime, sayDuration } from '../../model/times'
import { useShow } from '../../react/useSession'
import { Icon } from '../../ui/Icon'
import styles from './Totals.module.css'
import { count } from './words'

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

/** What the whole plan comes to. */
export const Totals = () => {
  const { rows, totals } = useShow(scheduleOf)
  const overlaps = rows.filter((row) => row.overlap > 0 || row.backwards).length
  return (
    <footer className={styles.totals} aria-label="Totals" data-print="hide">
      <dl className={styles.figures}>
        <Figure label="Segments" value={String(rows.length)} />
        <Figure label="Start" value={rows.length > 0 ? formatTime(totals.start) : '–'} weight="spare" />
        <Figure label="Planned" value={sayDuration(totals.planned)} />
        <Figure label="Ends" value={rows.length > 0 ? formatTime(totals.end) : '–'} weight="strong" />
      </dl>
      {overlaps > 0 ? (
        <span className={styles.overlaps}>
          <Icon name="overlap" size="small" />
          {count(overlaps, 'overlap')}
        </span>
      ) : null}
    </footer>
  )
}
