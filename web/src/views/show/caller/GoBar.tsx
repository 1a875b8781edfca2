import { useEffect, useRef } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { standAtFoot } from '../../../ui/atFoot'
import { useName } from '../calling/useNow'
import type { TimingNow } from '../calling/useTiming'
import { phaseIn } from '../calling/words'
import styles from './GoBar.module.css'
import { NOT_REACHED, stepOf } from './readiness'
import { useLasting } from './useLasting'
import type { CallerCommands } from './useCommands'

export const STEP = 30_000
/** A line that is there again within this is not talked about. */
const SILENTLY = 1500

/** GO, as large as a thumb in the dark needs it, and what goes with it. */
export const GoBar = ({ timing, commands }: { timing: TimingNow; commands: CallerCommands }) => {
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => standAtFoot(bar.current), [])
  const { state, next } = timing
  const why = useLasting(commands.noCall, commands.noCall === NOT_REACHED ? SILENTLY : 0)
  const name = useName(next)
  const phase = phaseIn(state)
  const step = stepOf({ state, next })
  const off = commands.noCall !== null
  const words = { start: `Start with ${name}`, next: `to ${name}`, complete: 'to the end', none: 'nothing is to come' }[step]
  return (
    <div ref={bar} className={styles.bar} role="group" aria-label="Call the show">
      {why === null ? null : (
        <p className={styles.why} role="status">
          <Icon name="info" size="small" />
          {why}
        </p>
      )}
      <Button preventFocusOnPress icon="arrow-left" isDisabled={off || state?.firstStartedAt == null} onPress={commands.back}>
        Back
      </Button>
      <Button preventFocusOnPress aria-label="30 seconds less" isDisabled={off || phase === 'idle'} onPress={() => commands.addTime(-STEP)}>
        −30 s
      </Button>
      <Button preventFocusOnPress aria-label="30 seconds more" isDisabled={off || phase === 'idle'} onPress={() => commands.addTime(STEP)}>
        +30 s
      </Button>
      {phase === 'paused' ? (
        <Button preventFocusOnPress tone="primary" isDisabled={off} onPress={commands.resume}>
          Resume
        </Button>
      ) : (
        <Button preventFocusOnPress isDisabled={off || phase === 'idle'} onPress={commands.pause}>
          Pause
        </Button>
      )}
      <AriaButton preventFocusOnPress className={styles.go ?? ''} isDisabled={commands.noGo !== null} data-settling={commands.isSettling} onPress={commands.go}>
        <strong className={styles.word}>GO</strong>
        <span className={styles.to}>{words}</span>
      </AriaButton>
    </div>
  )
}
