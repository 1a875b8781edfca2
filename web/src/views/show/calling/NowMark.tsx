import styles from './NowMark.module.css'
import { PHASES } from './words'

const SHAPES = {
  idle: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  running: <path d="M3 1.5 10.5 6 3 10.5z" fill="currentColor" />,
  paused: <path d="M2.5 1.5h2.6v9H2.5zM6.9 1.5h2.6v9H6.9z" fill="currentColor" />,
} as const

/** Whether something is on, as a shape, a colour and a word (S000-20, S000-30). */
export const NowMark = ({ phase }: { phase: keyof typeof SHAPES }) => (
  <span className={styles.mark} data-phase={phase}>
    <svg viewBox="0 0 12 12" aria-hidden>
      {SHAPES[phase]}
    </svg>
    {PHASES[phase]}
  </span>
)
