import styles from './Skeleton.module.css'

/** The shape of what is being loaded; said once to a screen reader by `label`. */
export const Skeleton = ({ label, rows = 4 }: { label: string; rows?: number }) => (
  <div role="status" aria-label={label} className={styles.skeleton}>
    {Array.from({ length: rows }, (_, row) => (
      <span key={row} className={styles.row} style={{ '--late': `${row * 90}ms` }}>
        <span className={styles.long} />
        <span className={styles.short} />
      </span>
    ))}
  </div>
)
