import { useReadable } from '../../../react/useDoc'
import { Button } from '../../../ui/Button'
import { minutes } from '../minutes'
import { byDay } from './days'
import { useHistory } from './HistoryContext'
import { StepItem } from './StepItem'
import styles from './Timeline.module.css'

/** Who changed what, day by day, the latest first. */
export const Timeline = () => {
  const { store } = useHistory()
  const { steps, before, situation } = useReadable(store)
  const now = useReadable(minutes)
  if (steps.length === 0 && situation === 'here') {
    return <p className={styles.none}>Nothing has been changed yet. What anybody changes appears here, with who it was.</p>
  }
  return (
    <div className={styles.timeline}>
      {byDay(steps, now).map(({ title, steps: ofDay }, index) => (
        <section key={`${title} ${index}`} aria-label={title}>
          <h3 className={styles.day}>{title}</h3>
          <ol className={styles.steps}>
            {ofDay.map((step) => (
              <StepItem key={step.first} step={step} />
            ))}
          </ol>
        </section>
      ))}
      {before === null ? null : (
        <Button tone="quiet" size="small" onPress={() => void store.more()} isDisabled={situation !== 'here'}>
          Older
        </Button>
      )}
    </div>
  )
}
