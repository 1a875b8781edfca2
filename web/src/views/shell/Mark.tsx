import styles from './Mark.module.css'

/** The product's sign: a sheet on the callboard, and the pin that holds it is a lit cue light. */
export const Mark = () => (
  <svg className={styles.mark} viewBox="0 0 32 32" aria-hidden>
    <path
      d="M12.3 7.2H9.4A3.4 3.4 0 0 0 6 10.6v14A3.4 3.4 0 0 0 9.4 28h13.2a3.4 3.4 0 0 0 3.4-3.4v-14a3.4 3.4 0 0 0-3.4-3.4h-2.9M11.5 17.2h9M11.5 22.2h5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.3"
      strokeLinecap="round"
    />
    <circle className={styles.light} cx="16" cy="7.6" r="3.5" />
  </svg>
)
