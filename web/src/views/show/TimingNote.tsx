import { useMayEdit } from '../../react/useSession'
import { useReadable } from '../../react/useDoc'
import { Icon, type IconName } from '../../ui/Icon'
import { useDesk } from './DeskContext'
import { FixMenu } from './FixMenu'
import { type TimingKind, timingOf } from './fixes'
import styles from './TimingNote.module.css'
import type { SegmentRowData } from './rows'
import { useRef } from 'react'

const SIGNS: Readonly<Record<TimingKind, IconName>> = { gap: 'clock', overlap: 'overlap', backwards: 'warning' }

/** A line above a segment whose fixed start does not meet the end of the one before; it opens the ways out. */
export const TimingNote = ({ row }: { row: SegmentRowData }) => {
  const desk = useDesk()
  const ref = useRef<HTMLButtonElement>(null)
  const open = useReadable(desk.fixes) === row.id
  const mayEdit = useMayEdit()
  const timing = timingOf(row.times, row.segment)
  if (!timing) return null
  return (
    <div role="gridcell" className={styles.note} data-kind={timing.kind}>
      <button
        ref={ref}
        type="button"
        tabIndex={-1}
        disabled={!mayEdit}
        className={styles.badge}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => desk.fixes.set(row.id)}
      >
        <Icon name={SIGNS[timing.kind]} size="small" />
        {timing.sentence}
      </button>
      {open ? <FixMenu row={row} kind={timing.kind} trigger={ref} onClose={() => desk.fixes.set(null)} /> : null}
    </div>
  )
}
