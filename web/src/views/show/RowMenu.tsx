import { type RefObject, useRef } from 'react'
import { Menu } from 'react-aria-components'
import type { Action, Group } from '../../actions/action'
import { type ShowContext, showActions } from '../../actions/showActions'
import { COLOURS, type Colour } from '../../model/schema'
import { setFields } from '../../model/showEdits'
import { useMayEdit } from '../../react/useSession'
import { useReadable } from '../../react/useDoc'
import type { IconName } from '../../ui/Icon'
import { MenuItem, MenuSection } from '../../ui/Menu'
import { Popover } from '../../ui/Popover'
import { Swatch } from '../../ui/Swatch'
import { callItems } from './calling/CallItems'
import { useCall } from './calling/CallContext'
import { useDesk } from './DeskContext'
import type { ShowDesk } from './desk'
import { timingOf } from './fixes'
import { cellElement, focusActive } from './focusCell'
import { scheduleRow } from '../../model/show'
import styles from './RowMenu.module.css'
import { COLOUR_WORDS } from './words'

const GROUPS: readonly Group[] = ['Rows', 'Cues']

const itemsOf = (desk: ShowDesk, group: string): readonly Action<ShowContext>[] => {
  const context = desk.actionContext()
  return showActions.filter((action) => action.group === group && action.when(context))
}

const SIGNS: Readonly<Partial<Record<string, IconName>>> = {
  'add-below': 'add',
  'add-above': 'add',
  duplicate: 'copy',
  'move-up': 'arrow-up',
  'move-down': 'arrow-down',
  'toggle-fixed-start': 'lock',
  delete: 'trash',
  'add-cue': 'cue',
}

const ActionItem = ({ desk, action }: { desk: ShowDesk; action: Action<ShowContext> }) => {
  const icon = SIGNS[action.name]
  const [keys] = action.keys
  return (
    <MenuItem
      label={action.label}
      tone={action.name === 'delete' ? 'danger' : 'plain'}
      {...(icon ? { icon } : {})}
      {...(keys === undefined ? {} : { keys })}
      onAction={() => void desk.perform(action)}
    />
  )
}

const Colours = ({ desk, onDone }: { desk: ShowDesk; onDone: () => void }) => {
  const ids = desk.selectedSegments
  const now = desk.show.segments[ids[0] ?? '']?.colour
  const choose = (colour: Colour): void => {
    setFields(desk.session.doc, 'segments', ids, { colour }, desk.context())
    onDone()
  }
  return (
    <div className={styles.colours} role="group" aria-label="Colour of the row">
      {COLOURS.map((colour) => (
        <button
          key={colour}
          type="button"
          className={styles.colour}
          aria-label={COLOUR_WORDS[colour]}
          title={COLOUR_WORDS[colour]}
          aria-pressed={colour === now}
          onClick={() => choose(colour)}
        >
          <Swatch colour={colour} />
        </button>
      ))}
    </div>
  )
}

/** What can be done with the row, or the rows that are picked; opened with the other mouse button or Shift+F10. */
export const RowMenu = ({ scroller }: { scroller: RefObject<HTMLElement | null> }) => {
  const desk = useDesk()
  const mayEdit = useMayEdit()
  const call = useCall()
  const row = useReadable(desk.menu)
  const trigger = useRef<HTMLElement | null>(null)
  const { active } = desk.selection.get()
  if (row === null || !active || !scroller.current) return null
  trigger.current = cellElement(scroller.current, active)
  const record = desk.recordOf(row)
  const segment = desk.show.segments[row]
  const times = segment && scheduleRow(desk.show, row)
  const timing = segment && times ? timingOf(times, segment) : null
  const close = (): void => {
    desk.menu.set(null)
    focusActive(desk, scroller.current)
  }
  return (
    <Popover
      aria-label="Row"
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => open || close()}
      placement="bottom start"
    >
      <Menu aria-label="Row" className={styles.menu ?? ''} autoFocus="first" onClose={close}>
        {timing && mayEdit ? (
          <MenuItem label={`${timing.sentence}: show ways out`} icon="clock" onAction={() => desk.openFixes(row)} />
        ) : null}
        {record === 'segments' ? (
          <MenuItem
            label="All details"
            icon="sheet"
            keys="Mod+I"
            onAction={() => desk.dialog.set({ kind: 'segment', id: row })}
          />
        ) : null}
        {record === 'segments' ? callItems(row, call) : null}
        {(mayEdit ? GROUPS : []).map((group) => (
          <MenuSection key={group} title={group}>
            {itemsOf(desk, group).map((action) => (
              <ActionItem key={action.name} desk={desk} action={action} />
            ))}
          </MenuSection>
        ))}
      </Menu>
      {record === 'segments' && mayEdit ? <Colours desk={desk} onDone={close} /> : null}
    </Popover>
  )
}
