import { type ReactNode, useId } from 'react'
import styles from './Server.module.css'

interface Props {
  title: string
  /** How many there are; more than are listed if the list was cut. Null: not known. */
  amount: number | null
  listed: number
  /** Said in the place of an empty list. */
  empty: string
  children: ReactNode
}

/** A heading with a number, and the list under it. */
export const Rows = ({ title, amount, listed, empty, children }: Props) => {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>
        {title} <span className={styles.amount}>{amount ?? '?'}</span>
      </h2>
      {listed === 0 ? <p className={styles.empty}>{empty}</p> : <ul className={styles.list}>{children}</ul>}
      {amount !== null && amount > listed ? <p className={styles.empty}>The first {listed} are shown.</p> : null}
    </section>
  )
}

interface RowProps {
  name: ReactNode
  /** What stands out, at the right. */
  mark?: ReactNode
  children: ReactNode
}

export const Row = ({ name, mark, children }: RowProps) => (
  <li className={styles.row}>
    <div className={styles.words}>
      <div className={styles.name}>{name}</div>
      <div className={styles.details}>{children}</div>
    </div>
    {mark}
  </li>
)
