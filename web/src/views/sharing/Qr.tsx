import { useMemo } from 'react'
import { qrOf } from './qr'
import styles from './Qr.module.css'

/** A code for a phone's camera: black on white by day and by night, since cameras read nothing else as well. */
export const Qr = ({ text, label }: { text: string; label: string }) => {
  const { size, path } = useMemo(() => qrOf(text), [text])
  return (
    <svg className={styles.qr} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" role="img" aria-label={label}>
      <rect className={styles.paper} width={size} height={size} />
      <path className={styles.ink} d={path} />
    </svg>
  )
}
