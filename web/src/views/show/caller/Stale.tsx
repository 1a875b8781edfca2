import { Icon } from '../../../ui/Icon'
import { useStale } from '../stage/useStale'
import styles from './Stale.module.css'

/** What is shown may be old: said within ten seconds, and gone without a word when the server is heard again. */
export const Stale = () => {
  const silent = useStale()
  return (
    <span role="status" className={styles.place}>
      {silent === null ? null : (
        <span className={styles.stale}>
          <Icon name="cloud-off" size="small" />
          <span className={styles.words}>
            This may be old: the server was last heard <span aria-hidden>{`${silent}\u00a0s`}</span>
            <span className={styles.unseen}>some seconds</span> ago
          </span>
        </span>
      )}
    </span>
  )
}
