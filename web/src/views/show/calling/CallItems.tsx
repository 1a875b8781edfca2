import { MenuItem, MenuSection } from '../../../ui/Menu'
import type { Calling } from './CallContext'
import { statusOf } from '../../../live/call'

/** In the menu of a row, for whoever may call the show. */
export const callItems = (segment: string, { state, mayCall, isMine, send }: Calling) => {
  const status = statusOf(state, segment)
  const held = state?.caller != null && !isMine
  if (!mayCall || held) return null
  const args = { segmentId: segment }
  return (
    <MenuSection title="Call">
      {status === 'in_progress' ? (
        <MenuItem label="Clear active" icon="close" onAction={() => void send('clear', {})} />
      ) : (
        <MenuItem label="Set active" icon="arrow-right" onAction={() => void send('activate', args)} />
      )}
      {status === 'completed' ? null : (
        <MenuItem label="Mark completed" icon="check" onAction={() => void send('complete', args)} />
      )}
      {status === null ? <MenuItem label="Skip" icon="chevron-down" onAction={() => void send('skip', args)} /> : null}
      {status === 'completed' || status === 'skipped' ? (
        <MenuItem label="Is to come again" icon="restore" onAction={() => void send('reopen', args)} />
      ) : null}
    </MenuSection>
  )
}
