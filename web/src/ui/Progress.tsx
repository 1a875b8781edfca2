import { Label, ProgressBar } from 'react-aria-components'
import styles from './Progress.module.css'

interface Props {
  label: string
  /** 0 … 1; without it, it takes as long as it takes. */
  value?: number
}

/** Work under way. */
export const Progress = ({ label, value }: Props) => (
  <ProgressBar
    className={styles.progress ?? ''}
    maxValue={1}
    {...(value === undefined ? { isIndeterminate: true } : { value })}
  >
    {({ percentage, valueText }) => (
      <>
        <span className={styles.words}>
          <Label>{label}</Label>
          {value === undefined ? null : <span>{valueText}</span>}
        </span>
        <span className={styles.track}>
          <span className={styles.bar} data-endless={value === undefined ? true : undefined} style={{ width: `${percentage ?? 30}%` }} />
        </span>
      </>
    )}
  </ProgressBar>
)
