import { Button } from '../../../ui/Button'
import { useCall, useStripShown, useWantStrip } from './CallContext'

/** Brings the strip of the call, for whoever may call the show. */
export const CallButton = () => {
  const { mayCall } = useCall()
  const isShown = useStripShown()
  const want = useWantStrip()
  if (!mayCall || isShown) return null
  return (
    <Button tone="quiet" icon="arrow-right" onPress={() => want(true)}>
      Call
    </Button>
  )
}
