import { Dialog, DialogTrigger } from 'react-aria-components'
import { Button } from '../../../ui/Button'
import { Popover } from '../../../ui/Popover'
import { useCall } from '../calling/CallContext'
import styles from './StageButton.module.css'
import { StageControls } from './StageControls'

const SHOWN = 18

/** What the screens on stage do besides counting, in a word or two. */
const wordOf = (isBlack: boolean, text: string): string => {
  if (isBlack) return 'Stage is black'
  return text === '' ? 'Stage' : `Stage: ${text.length > SHOWN ? `${text.slice(0, SHOWN).trimEnd()}…` : text}`
}

/** In the strip of the call: opens what goes to the screens on stage, and says what is on them. */
export const StageButton = () => {
  const { state, mayCall } = useCall()
  if (!mayCall) return null
  const isBlack = state?.stage?.isBlack === true
  return (
    <DialogTrigger>
      <Button icon={isBlack ? 'eye-off' : 'device'}>{wordOf(isBlack, state?.stage?.message?.text ?? '')}</Button>
      <Popover placement="bottom end">
        <Dialog className={styles.panel ?? ''} aria-label="Screens on stage">
          <StageControls />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
