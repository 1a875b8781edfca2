import { MenuItem, MenuSection } from '../../../ui/Menu'
import { useDesk } from '../DeskContext'
import { useCall } from './CallContext'

/** For whoever calls the show, once something in it is over: everything is to come again. */
export const StartOverItem = () => {
  const desk = useDesk()
  const { state, mayCall, isMine } = useCall()
  const held = state?.caller != null && !isMine
  const isNew = Object.keys(state?.done ?? {}).length === 0
  if (!mayCall || held || isNew) return null
  return (
    <MenuSection title="Call">
      <MenuItem icon="restore" label="Start the call over…" onAction={() => desk.dialog.set({ kind: 'startOver' })} />
    </MenuSection>
  )
}
