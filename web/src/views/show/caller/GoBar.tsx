import { type RefObject, useEffect, useRef } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { standAtFoot } from '../../../ui/atFoot'
import { useCall } from '../calling/CallContext'
import { useName } from '../calling/useNow'
import type { Taking } from '../calling/useTake'
import type { TimingNow } from '../calling/useTiming'
import { phaseIn } from '../calling/words'
import styles from './GoBar.module.css'
import { NOT_REACHED, stepOf } from './readiness'
import { useLasting } from './useLasting'
import type { CallerCommands } from './useCommands'

export const STEP = 30_000
/** A line that is there again within this is not talked about. */
const SILENTLY = 1500

/** Toasts stay above the bar: nothing may lie over GO. */
const useAtFoot = (): RefObject<HTMLDivElement | null> => {
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => standAtFoot(bar.current), [])
  return bar
}

const Why = ({ sentence }: { sentence: string | null }) =>
  sentence === null ? null : (
    <p className={styles.why} role="status">
      <Icon name="info" size="small" />
      {sentence}
    </p>
  )

/** For whoever only looks on: whose call it is, and the way to it for those who may. */
export const FollowBar = ({ commands, take }: { commands: CallerCommands; take: Taking }) => {
  const { mayCall } = useCall()
  const bar = useAtFoot()
  return (
    <div ref={bar} className={styles.bar} data-following role="group" aria-label="Call the show">
      <Why sentence={commands.noCall} />
      {mayCall ? (
        <Button preventFocusOnPress onPress={take.ask}>
          Take over
        </Button>
      ) : null}
    </div>
  )
}

/** GO, as large as a thumb in the dark needs it, and what goes with it. */
export const GoBar = ({ timing, commands }: { timing: TimingNow; commands: CallerCommands }) => {
  const bar = useAtFoot()
  const { state, next } = timing
  const why = useLasting(commands.noCall, commands.noCall === NOT_REACHED ? SILENTLY : 0)
  const name = useName(next)
  const phase = phaseIn(state)
  const step = stepOf({ state, next })
  const off = commands.noCall !== null
  const slow = useLasting(commands.isMoving ? 'Asking the server…' : null, SILENTLY)
  const words = slow ?? { start: `Start with ${name}`, next: `to ${name}`, complete: 'to the end', none: 'nothing is to come' }[step]
  return (
    <div ref={bar} className={styles.bar} role="group" aria-label="Call the show">
      <Why sentence={why} />
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
