import type { ReactNode } from 'react'
import { useTitle } from '../shell/useTitle'
import styles from './Entering.module.css'

interface Props {
  title: string
  /** One sentence: where one is, and what comes next. */
  lead?: ReactNode
  children?: ReactNode
}

/** A page at the door: one thing to do, in one column. */
export const EnteringPage = ({ title, lead, children }: Props) => {
  useTitle(title)
  return (
    <section className={styles.page} aria-labelledby="entering">
      <div className={styles.words}>
        <h1 id="entering" className={styles.title}>
          {title}
        </h1>
        {lead === undefined ? null : <p className={styles.lead}>{lead}</p>}
      </div>
      {children}
    </section>
  )
}
