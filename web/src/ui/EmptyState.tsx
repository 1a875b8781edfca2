import type { ReactNode } from 'react'
import styles from './EmptyState.module.css'

interface Props {
  title: string
  /** One sentence that teaches the next step. */
  children: ReactNode
  picture?: ReactNode
  actions?: ReactNode
}

/** Nothing here yet, and what to do about it. */
export const EmptyState = ({ title, children, picture, actions }: Props) => (
  <section className={styles.empty}>
    {picture === undefined ? null : <div className={styles.picture}>{picture}</div>}
    <h2 className={styles.title}>{title}</h2>
    <p className={styles.sentence}>{children}</p>
    {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
  </section>
)
