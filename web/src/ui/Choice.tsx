import type { ReactNode } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import styles from './Choice.module.css'

export interface Option<K extends string> {
  id: K
  label: string
  description?: ReactNode
}

interface Props<K extends string> {
  label: string
  options: readonly Option<K>[]
  value: K
  onChange: (value: K) => void
}

/** One of a few, all in sight. */
export const Choice = <K extends string>({ label, options, value, onChange }: Props<K>) => (
  <RadioGroup value={value} onChange={(next) => onChange(next as K)} className={styles.choice ?? ''}>
    <Label className={styles.label ?? ''}>{label}</Label>
    <div className={styles.options}>
      {options.map((option) => (
        <Radio key={option.id} value={option.id} className={styles.option ?? ''}>
          <span className={styles.dot} />
          <span>
            <span className={styles.name}>{option.label}</span>
            {option.description === undefined ? null : <span className={styles.description}>{option.description}</span>}
          </span>
        </Radio>
      ))}
    </div>
  </RadioGroup>
)
