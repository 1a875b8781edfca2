import type { ReactNode } from 'react'
import styles from './Badge.module.css'
import { Icon, type IconName } from './Icon'

export type BadgeTone = 'neutral' | 'accent' | 'go' | 'standby' | 'stop'

interface Props {
  tone?: BadgeTone
  /** In place of the tone's own shape. */
  icon?: IconName
  children: ReactNode
}

/**
 * A state in a shape, a colour and a word: go is a disc, standby a triangle, stop a square, accent a ring.
 */
export const Badge = ({ tone = 'neutral', icon, children }: Props) => (
  <span className={styles.badge} data-tone={tone}>
    {icon === undefined ? <Shape tone={tone} /> : <Icon name={icon} size="small" />}
    <span>{children}</span>
  </span>
)

const OUTLINES: Record<BadgeTone, ReactNode> = {
  neutral: null,
  accent: <circle cx="5" cy="5" r="3.4" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  go: <circle cx="5" cy="5" r="4" />,
  standby: <path d="M5 .8 9.6 9H.4z" />,
  stop: <rect x="1" y="1" width="8" height="8" rx="1" />,
}

/** The tone's shape alone, where the word stands elsewhere. */
export const Shape = ({ tone }: { tone: BadgeTone }) =>
  OUTLINES[tone] === null ? null : (
    <svg className={styles.shape} data-tone={tone} viewBox="0 0 10 10" fill="currentColor" aria-hidden>
      {OUTLINES[tone]}
    </svg>
  )
