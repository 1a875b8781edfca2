import type { ReactNode } from 'react'
import type { Change } from '../../../api/history'
import styles from './Changes.module.css'

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** One change in the document's own words: what it was, an arrow, what it is. */
export const ChangeWords = ({ change }: { change: Change }) => {
  const { action, label, what, said_before, said_after, sentence } = change
  if (action !== 'changed') return <span className={styles.words}>{sentence}</span>
  return (
    <span className={styles.words}>
      {label ? <span className={styles.label}>{label}</span> : null} {label ? what : capital(what)}{' '}
      <span className={styles.values}>
        <s className={styles.before}>{said_before}</s> <span aria-label="became">→</span>{' '}
        <span className={styles.after}>{said_after}</span>
      </span>
    </span>
  )
}

interface Props {
  change: Change
  /** Says in a shape what happened. */
  action?: ReactNode
}

export const ChangeLine = ({ change, action }: Props) => (
  <li className={styles.line} data-action={change.action}>
    <ChangeWords change={change} />
    {action}
  </li>
)
