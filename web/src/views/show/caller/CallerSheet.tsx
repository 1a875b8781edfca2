import { useReadable } from '../../../react/useDoc'
import { Checkbox } from '../../../ui/Checkbox'
import { IconButton } from '../../../ui/IconButton'
import { Kbd } from '../../../ui/Kbd'
import { ShortcutSheet } from '../../../ui/ShortcutSheet'
import type { Awake } from '../useAwake'
import { KEYS } from './callerKeys'
import { letterKeys } from './letterKeys'

const AWAKE: Readonly<Record<Awake, string>> = {
  asking: 'This screen is kept on while it is open.',
  kept: 'This screen is kept on while it is open.',
  refused: 'This device does not let the screen be kept on, as with a low battery: plug it in, or set it not to sleep.',
  missing: 'Over plain http a browser cannot keep the screen on: set this device not to sleep.',
}

export const KeysButton = ({ onPress }: { onPress: () => void }) => (
  <IconButton icon="keyboard" label="Keyboard" hint={<Kbd keys="?" />} onPress={onPress} />
)

/** Every key of the caller's screen, and whether single letters count. */
export const CallerSheet = ({ awake, onClose }: { awake: Awake; onClose: () => void }) => {
  const letters = useReadable(letterKeys)
  return (
    <ShortcutSheet groups={KEYS} isOpen onClose={onClose}>
      <Checkbox isSelected={letters} onChange={letterKeys.set}>
        Single letters and signs are commands (on this device)
      </Checkbox>
      <p>{AWAKE[awake]}</p>
    </ShortcutSheet>
  )
}
