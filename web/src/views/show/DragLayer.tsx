import { createPortal } from 'react-dom'
import styles from './DragLayer.module.css'
import type { Dragging } from './useRowDrag'

/** What is being moved, at the pointer, and a line where it would land. */
export const DragLayer = ({ dragging }: { dragging: Dragging | null }) => {
  if (!dragging) return null
  const { at, word, line } = dragging
  return (
    <>
      {line === null ? null : <div className={styles.line} style={{ top: line }} />}
      {createPortal(
        <div className={styles.chip} style={{ left: at.x, top: at.y }} aria-hidden>
          {word}
        </div>,
        document.body,
      )}
    </>
  )
}
