import { Icon } from '../../../ui/Icon'
import styles from './CueCard.module.css'

/** This cue is not as it was when it was last looked at. */
export const NewsMark = () => (
  <span className={styles.news}>
    <Icon name="info" size="small" />
    Changed
  </span>
)
