import type { Status } from '../../../model/schema'
import { STATUS_WORDS } from '../words'
import styles from './StatusMark.module.css'

/** What a call adds to what can be planned. */
export type LiveStatus = Status | 'skipped' | 'paused'

const WORDS: Readonly<Record<LiveStatus, string>> = { ...STATUS_WORDS, skipped: 'Skipped', paused: 'Paused' }

const SHAPES: Readonly<Record<LiveStatus, React.ReactElement>> = {
  skipped: <path d="M1.5 6h9" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  paused: <path d="M4 2.2v7.6M8 2.2v7.6" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />,
  pending: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  in_progress: <path d="M3 1.8 10.4 6 3 10.2z" fill="currentColor" />,
  completed: (
    <path
      d="m1.8 6.4 2.9 2.9 5.5-6.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
}

/** How far a segment has got, as a shape, a colour and a word. */
export const StatusMark = ({ status }: { status: LiveStatus }) => (
  <span className={styles.status} data-status={status}>
    <svg viewBox="0 0 12 12" aria-hidden>
      {SHAPES[status]}
    </svg>
    <span>{WORDS[status]}</span>
  </span>
)
