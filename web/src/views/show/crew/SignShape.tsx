import type { ReactNode } from 'react'
import type { Sign } from '../../../live/crew'
import styles from './CueCard.module.css'

const SHAPES: Readonly<Record<Sign, ReactNode>> = {
  go: <path d="M2 1 11 6 2 11z" fill="currentColor" />,
  standby: <path d="M6 .6 11.4 11H.6z" fill="currentColor" />,
  on: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  coming: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
}

/** What was said of a cue, as a shape: seen where a colour is not. */
export const SignShape = ({ sign }: { sign: Sign }) => (
  <svg className={styles.shape} viewBox="0 0 12 12" aria-hidden>
    {SHAPES[sign]}
  </svg>
)
