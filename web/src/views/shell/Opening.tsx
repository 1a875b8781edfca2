import { Progress } from '../../ui/Progress'
import styles from './Opening.module.css'

/** While a screen's own code is on its way; it waits a moment, so that nobody sees it when it is quick. */
export const Opening = () => (
  <div className={styles.opening}>
    <Progress label="Opening…" />
  </div>
)
