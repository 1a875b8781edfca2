import { useState } from 'react'
import { useSession, useShow } from '../../../../react/useSession'
import { showPath } from '../../../../routes'
import { Choice } from '../../../../ui/Choice'
import { Dialog } from '../../../../ui/Dialog'
import { useNeedTime } from '../../calling/CallContext'
import { isZone } from '../../zones'
import { BACKSTAGE, TIMER, defaultsOf, writeLook } from '../screenAddress'
import { BackstageOptions } from './BackstageOptions'
import { BackstagePreview, TimerPreview } from './Preview'
import { ScreenAddress } from './ScreenAddress'
import styles from './ScreensDialog.module.css'
import { TimerOptions } from './TimerOptions'

const KINDS = [
  { id: 'timer', label: 'Stage timer', description: 'The time that is left, for whoever is on stage.' },
  { id: 'stage', label: 'Backstage', description: 'What is on and what comes, for whoever waits.' },
] as const

const withQuery = (path: string, query: string): string => (query === '' ? path : `${path}?${query}`)

/** A time zone that is still being typed is none. */
const understood = <L extends { readonly zone: string }>(look: L): L => (isZone(look.zone) ? look : { ...look, zone: '' })

/** What a screen on stage shall show, seen at once; what comes of it is an address, a code, and a link for a projector. */
const ScreensDialog = ({ onClose }: { onClose: () => void }) => {
  const { name } = useSession()
  const title = useShow((show) => show.meta.title) || 'Untitled show'
  const [kind, setKind] = useState<'timer' | 'stage'>('timer')
  const [timer, setTimer] = useState(() => defaultsOf(TIMER))
  const [backstage, setBackstage] = useState(() => defaultsOf(BACKSTAGE))
  useNeedTime()
  const query = kind === 'timer' ? writeLook(TIMER, understood(timer)) : writeLook(BACKSTAGE, understood(backstage))
  return (
    <Dialog title="Set up a screen" size="large" isOpen onClose={onClose}>
      <div className={styles.parts}>
        <div className={styles.options}>
          <Choice label="Which screen" options={KINDS} value={kind} onChange={setKind} />
          {kind === 'timer' ? (
            <TimerOptions look={timer} onChange={(change) => setTimer({ ...timer, ...change })} />
          ) : (
            <BackstageOptions look={backstage} onChange={(change) => setBackstage({ ...backstage, ...change })} />
          )}
        </div>
        <div className={styles.outcome}>
          <div className={styles.seen}>{kind === 'timer' ? <TimerPreview look={timer} /> : <BackstagePreview look={backstage} />}</div>
          <div className={styles.reached}>
            <ScreenAddress
              key={kind}
              path={withQuery(showPath(name, kind), query)}
              documentName={name}
              title={title}
              label={KINDS.find(({ id }) => id === kind)?.label ?? ''}
            />
          </div>
        </div>
      </div>
    </Dialog>
  )
}

export default ScreensDialog
