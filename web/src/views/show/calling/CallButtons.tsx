import { useState } from 'react'
import { Button } from '../../../ui/Button'
import { IconButton } from '../../../ui/IconButton'
import { useCall } from './CallContext'
import styles from './CallStrip.module.css'
import { phaseIn } from './words'

const MINUTE = 60_000

/** GO and what goes with it. Each says what one sees as active, so that a late press moves nothing. */
export const CallButtons = ({ next }: { next: string | null }) => {
  const { state, isMine, link, send } = useCall()
  const [busy, setBusy] = useState(false)
  const phase = phaseIn(state)
  const from = state?.active?.segmentId ?? null
  const held = state?.caller != null && !isMine
  const off = busy || link === 'lost' || link === 'connecting'
  const go = async (sent: Promise<boolean>): Promise<void> => {
    setBusy(true)
    await sent
    setBusy(false)
  }
  if (held) return null
  return (
    <span className={styles.buttons} role="group" aria-label="Call the show">
      <IconButton icon="arrow-left" label="Back" isDisabled={off || state?.firstStartedAt == null} onPress={() => void go(send('previous', { from }))} />
      {phase === 'idle' ? null : (
        <Button onPress={() => void go(send('add-time', { ms: MINUTE }))} isDisabled={off}>
          +1 min
        </Button>
      )}
      {phase === 'idle' ? null : (
        <Button onPress={() => void go(phase === 'paused' ? send('resume', {}) : send('pause', {}))} isDisabled={off}>
          {phase === 'paused' ? 'Resume' : 'Pause'}
        </Button>
      )}
      {next === null && phase !== 'idle' ? (
        <Button tone="primary" icon="check" isDisabled={off} onPress={() => void go(send('complete', { segmentId: from }))}>
          Complete
        </Button>
      ) : (
        <span className={styles.go}>
          <Button tone="primary" icon="arrow-right" isDisabled={off || next === null} onPress={() => void go(send('next', { from }))}>
            {phase === 'idle' && state?.firstStartedAt == null ? 'Start' : 'GO'}
          </Button>
        </span>
      )}
    </span>
  )
}
