import styles from './EmptyCallboard.module.css'

/** A callboard on which nothing hangs yet but one lit cue light. */
export const EmptyCallboard = () => (
  <svg className={styles.picture} viewBox="0 0 160 96" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
    <rect x="1" y="1" width="158" height="94" rx="10" />
    <g strokeDasharray="3 4" opacity="0.6">
      <rect x="16" y="18" width="58" height="62" rx="4" />
      <rect x="86" y="18" width="58" height="28" rx="4" />
      <rect x="86" y="56" width="58" height="24" rx="4" />
    </g>
    <g stroke="none">
      <circle cx="45" cy="18" r="3" fill="currentColor" />
      <circle className={styles.light} cx="115" cy="18" r="4" />
      <circle cx="115" cy="56" r="3" fill="currentColor" />
    </g>
  </svg>
)
