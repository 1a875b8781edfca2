import type { RefObject } from 'react'
import { Menu } from 'react-aria-components'
import { liveSegments, scheduleOf } from '../../model/show'
import { MenuItem, MenuSection } from '../../ui/Menu'
import { Popover } from '../../ui/Popover'
import { applyFix } from './applyFix'
import { useDesk } from './DeskContext'
import type { ShowDesk } from './desk'
import { type Spot, type TimingKind, fixesFor } from './fixes'
import type { SegmentRowData } from './rows'
import styles from './TimingNote.module.css'

const HEADINGS: Readonly<Record<TimingKind, string>> = {
  gap: 'Nothing is planned before this fixed start',
  overlap: 'The one before runs past this fixed start',
  backwards: 'Its fixed end lies before its start',
}

const spot = (desk: ShowDesk, { segment, times }: SegmentRowData): Spot => ({
  segment,
  times,
  segments: liveSegments(desk.show),
  rows: scheduleOf(desk.show).rows,
})

interface Props {
  row: SegmentRowData
  kind: TimingKind
  trigger: RefObject<HTMLElement | null>
  onClose: () => void
}

/** The ways out of a gap or an overlap, each with the time that would result. */
export const FixMenu = ({ row, kind, trigger, onClose }: Props) => {
  const desk = useDesk()
  return (
    <Popover
      aria-label={HEADINGS[kind]}
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => open || onClose()}
      placement="bottom start"
    >
      <Menu aria-label={HEADINGS[kind]} className={styles.menu ?? ''} autoFocus="first" onClose={onClose}>
        <MenuSection title={HEADINGS[kind]}>
          {fixesFor(kind, spot(desk, row)).map((fix) => (
            <MenuItem
              key={fix.label}
              label={fix.label}
              isDisabled={fix.problem !== undefined}
              {...(fix.problem === undefined ? {} : { description: fix.problem })}
              onAction={() => applyFix(desk, fix)}
            />
          ))}
        </MenuSection>
      </Menu>
    </Popover>
  )
}
