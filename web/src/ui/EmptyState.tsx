import type { ReactNode } from 'react'
import styles from './EmptyState.module.css'

interface Props {
  title: string
  /** One sentence that teaches the next step. */
  children: ReactNode
  picture?: ReactNode
  actions?: ReactNode
  /** It is all that there is of the page, and its heading is the page's. */
  isPage?: boolean
}

/** Nothing here yet, and what to do about it. */
export const EmptyState = ({ title, children, picture, actions, isPage = false }: Props) => {
  const Title = isPage ? 'h1' : 'h2'
  return (
    <section className={styles.empty}>
      {picture === undefined ? null : <div className={styles.picture}>{picture}</div>}
      <Title className={styles.title}>{title}</Title>
      <p className={styles.sentence}>{children}</p>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </section>
  )
}
