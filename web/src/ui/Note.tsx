import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon'
import styles from './Note.module.css'

export type NoteTone = 'info' | 'go' | 'standby' | 'stop'

const SIGNS: Record<NoteTone, IconName> = { info: 'info', go: 'check', standby: 'warning', stop: 'stop' }

interface Props {
  tone?: NoteTone
  title?: string
  /** What happened, and what is safe. */
  children: ReactNode
  actions?: ReactNode
}

/** Something worth knowing, in the flow of the page. */
export const Note = ({ tone = 'info', title, children, actions }: Props) => (
  <div className={styles.note} data-tone={tone} role={tone === 'stop' ? 'alert' : 'note'}>
    <Icon name={SIGNS[tone]} />
    <div className={styles.words}>
      {title === undefined ? null : <strong className={styles.title}>{title}</strong>}
      <div>{children}</div>
    </div>
    {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
  </div>
)
