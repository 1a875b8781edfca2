import { useEffect, useState } from 'react'
import { TYPE_SIZES, typeSize } from '../../../sync/crew'
import { useReadable } from '../../../react/useDoc'
import { useShow } from '../../../react/useSession'
import { useNight } from '../../shell/useNight'
import { useTitle } from '../../shell/useTitle'
import { useNeedTime } from '../calling/CallContext'
import { useName } from '../calling/useNow'
import { useTimeSpoken } from '../calling/useTimeSpoken'
import { Changes } from './Changes'
import { ChooseDepartments } from './ChooseDepartments'
import { Coming } from './Coming'
import { CrewBar } from './CrewBar'
import { CrewHeader } from './CrewHeader'
import { CrewOptions } from './CrewOptions'
import styles from './CrewScreen.module.css'
import { CueCard } from './CueCard'
import { CueSheet } from './CueSheet'
import { NoCues } from './NoCues'
import { NowLine } from './NowLine'
import { Silent } from './Silent'
import { Stale } from './Stale'
import { type Awake, useAwake } from '../useAwake'
import { type Following, useFollow, useSaid } from './useFollow'
import { useNews } from './useNews'
import { useWakeTones } from './useWakeTones'

/** The cues: the one that counts now very large, and what comes after it. */
const Cues = ({ following, awake, onOpen }: { following: Following; awake: Awake; onOpen: (cue: string) => void }) => {
  const news = useNews()
  const { situation, head, rest, timing } = following
  if (situation === 'choose') return <ChooseDepartments awake={awake} />
  if (situation !== 'following') return <NoCues situation={situation} timing={timing} />
  return (
    <>
      <ol className={styles.head} aria-label="Your next cue">
        {head.map((one, place) => (
          <CueCard key={one.cue.id} crewCue={one} timing={timing} isFirst={place === 0} isNews={news.byId.has(one.cue.id)} onOpen={onOpen} />
        ))}
      </ol>
      <Changes news={news} />
      <Coming cues={rest} timing={timing} news={news} onOpen={onOpen} />
    </>
  )
}

/** One department’s view of the show, for a phone in one hand. Nothing here moves the show. */
const CrewScreen = () => {
  const following = useFollow()
  const { text, turn } = useSaid(following)
  const awake = useAwake()
  const size = useReadable(typeSize)
  const name = useName(following.timing.active?.id ?? null)
  const title = useShow((show) => show.meta.title) || 'Untitled show'
  const [opened, open] = useState<string | null>(null)
  const [showsOptions, showOptions] = useState(false)
  useTimeSpoken(following.timing, name)
  useNight()
  useNeedTime()
  useWakeTones()
  useTitle(`Crew · ${title}`)
  // A standby is not missed under a sheet; what was written in it is kept.
  useEffect(() => {
    open(null)
    showOptions(false)
  }, [turn])
  return (
    <div className={styles.screen} style={{ '--crew-scale': TYPE_SIZES[size] ?? 1 }}>
      <CrewHeader title={title} silence={following.silence} />
      <div className={styles.top}>
        <NowLine timing={following.timing} />
        <Silent />
        <Stale following={following} />
      </div>
      <div className={styles.cues}>
        <Cues following={following} awake={awake} onOpen={open} />
      </div>
      {following.situation === 'choose' ? null : <CrewBar onOptions={() => showOptions(true)} />}
      {opened === null ? null : <CueSheet cue={opened} onClose={() => open(null)} />}
      {showsOptions ? <CrewOptions awake={awake} onClose={() => showOptions(false)} /> : null}
      <div role="alert" aria-live="assertive" className={styles.unseen}>
        <span key={turn}>{text}</span>
      </div>
    </div>
  )
}

export default CrewScreen
