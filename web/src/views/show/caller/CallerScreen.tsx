import { useCallback, useMemo, useState } from 'react'
import { cuesOf } from '../../../model/show'
import { useShow } from '../../../react/useSession'
import { announce } from '../../../ui/Announcer'
import { Button } from '../../../ui/Button'
import { useNight } from '../../shell/useNight'
import { useCall, useNeedTime } from '../calling/CallContext'
import { Holder } from '../calling/Holder'
import { useAhead } from '../calling/useAhead'
import { useName, useSpoken } from '../calling/useNow'
import { useTiming } from '../calling/useTiming'
import { useTake } from '../calling/useTake'
import { phaseIn } from '../calling/words'
import { EndedNote } from '../EndedNote'
import { ShowHeader } from '../ShowHeader'
import { StageButton } from '../stage/StageButton'
import { useAskName } from '../useAskName'
import { useAwake } from '../useAwake'
import { AheadNote } from './AheadNote'
import type { CallerVerb } from './callerKeys'
import styles from './CallerScreen.module.css'
import { CallerSheet, KeysButton } from './CallerSheet'
import { ClearDialog } from './ClearDialog'
import { FollowBar, GoBar, STEP } from './GoBar'
import { Now } from './Now'
import { Order } from './Order'
import { nextCue } from './readiness'
import { Stale } from './Stale'
import { CuesNow, StandbyList } from './StandbyList'
import { useCallerKeys } from './useCallerKeys'
import { useCommands } from './useCommands'
import { useLiveRow } from './useLiveRow'
import { useNews } from './useNews'
import { useStandbyShown } from './useStandbyShown'
import { useStandbySpoken } from './useStandbySpoken'
import { useTimeSpoken } from '../calling/useTimeSpoken'

type Sheet = 'keys' | 'clear' | null
/** What a phone has room for at once. */
type Band = 'standby' | 'order'

/** For whoever calls the show: what is on, what stands by, the running order, and GO. */
const CallerScreen = () => {
  const timing = useTiming({ always: true })
  const { state } = timing
  const { send, isMine } = useCall()
  const commands = useCommands(timing)
  const take = useTake()
  const active = state?.active?.segmentId ?? null
  const name = useName(active)
  const cues = useShow((show) => cuesOf(show, active ?? ''))
  const cue = nextCue(cues, state)
  const live = useLiveRow(active)
  const [sheet, show] = useState<Sheet>(null)
  const [band, look] = useState<Band>('standby')
  const ahead = useAhead(timing)
  useNeedTime()
  useNight()
  const awake = useAwake()
  useAskName()
  const news = useNews()
  useSpoken(active, name)
  useTimeSpoken(timing, name)
  useStandbySpoken(state)
  const shown = useStandbyShown(state)
  const standing = state?.standby
  const performs = useMemo((): Readonly<Record<CallerVerb, () => void>> => {
    const asked = isMine && state?.request != null
    return {
      go: commands.go,
      back: commands.back,
      standby: () => (timing.next === null ? announce('Nothing is to come.') : commands.standby({ segmentId: timing.next })),
      cue: () => (cue === null ? announce('No cue is left in this segment.') : commands.standby({ cueIds: [cue.id] })),
      'cue-go': () => ((standing?.cueIds ?? []).length > 0 ? commands.callCues(standing?.cueIds ?? []) : announce('No cue stands by.')),
      pause: commands.pause,
      resume: commands.resume,
      more: () => commands.addTime(STEP),
      less: () => commands.addTime(-STEP),
      take: take.ask,
      'hand-over': () => (asked ? void send('hand-over', {}) : undefined),
      keep: () => (asked ? void send('withhold', {}) : undefined),
      clear: () => (active === null ? undefined : show('clear')),
      live: live.goBack,
      shortcuts: () => show('keys'),
    }
  }, [commands, cue, standing, timing.next, take.ask, send, isMine, state, active, live.goBack])
  useCallerKeys(useCallback((verb: CallerVerb) => performs[verb](), [performs]))
  return (
    <div className={styles.caller}>
      <h1 className={styles.unseen}>Call</h1>
      <ShowHeader />
      <EndedNote />
      <div className={styles.bands} data-band={band}>
        <div className={styles.acting}>
          <Now timing={timing} mayGo={commands.noGo === null}>
            <Stale />
            <Holder take={take} />
            <StageButton />
            <KeysButton onPress={() => show('keys')} />
          </Now>
          <AheadNote ahead={ahead} />
          <div className={styles.switch} role="group" aria-label="What is shown below">
            <Button aria-pressed={band === 'standby'} onPress={() => look('standby')}>
              Standby
            </Button>
            <Button aria-pressed={band === 'order'} onPress={() => look('order')}>
              Running order
            </Button>
          </div>
          {/* It is scrolled with the arrow keys once one has gone there with Tab. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <div className={styles.standby} ref={shown} tabIndex={0} role="region" aria-label="Cues and standby">
            <CuesNow timing={timing} commands={commands} next={cue} />
            <StandbyList timing={timing} commands={commands} />
          </div>
        </div>
        <Order timing={timing} live={live} mayAct={commands.noCall === null} news={news} />
        {commands.isFollowing ? <FollowBar commands={commands} take={take} /> : <GoBar timing={timing} commands={commands} />}
      </div>
      {sheet === 'keys' ? <CallerSheet awake={awake} onClose={() => show(null)} /> : null}
      {sheet === 'clear' && phaseIn(state) !== 'idle' ? (
        <ClearDialog name={name} onClose={() => show(null)} onClear={commands.clear} />
      ) : null}
    </div>
  )
}

export default CallerScreen
