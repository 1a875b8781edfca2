import { useReadable } from '../../../react/useDoc'
import { Checkbox } from '../../../ui/Checkbox'
import { IconButton } from '../../../ui/IconButton'
import { Kbd } from '../../../ui/Kbd'
import { ShortcutSheet } from '../../../ui/ShortcutSheet'
import { KEYS } from './callerKeys'
import { letterKeys } from './letterKeys'

export const KeysButton = ({ onPress }: { onPress: () => void }) => (
  <IconButton icon="keyboard" label="Keyboard" hint={<Kbd keys="?" />} onPress={onPress} />
)

/** Every key of the caller's screen, and whether single letters count. */
export const CallerSheet = ({ onClose }: { onClose: () => void }) => {
  const letters = useReadable(letterKeys)
  return (
    <ShortcutSheet groups={KEYS} isOpen onClose={onClose}>
      <Checkbox isSelected={letters} onChange={letterKeys.set}>
        Single letters and signs are commands (on this device)
      </Checkbox>
    </ShortcutSheet>
  )
}
