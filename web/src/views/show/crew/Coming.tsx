import { memo } from 'react'
import { Button } from 'react-aria-components'
import type { CrewCue } from '../../../live/crew'
import { useReadable } from '../../../react/useDoc'
import { useSession, useShow } from '../../../react/useSession'
import { ownNotes } from '../../../sync/crew'
import { Department } from '../../../ui/Department'
import { Icon } from '../../../ui/Icon'
import type { TimingNow } from '../calling/useTiming'
import { count, nameOf } from '../words'
import styles from './Coming.module.css'
import { NewsMark } from './NewsMark'
import { SignShape } from './SignShape'
import { comes, numberAlone, SIGN_WORDS } from './words'
import type { News } from './useNews'

/** More than one scrolls through in a show; the run of show has them all. */
const MOST = 60

interface Group {
  readonly segment: CrewCue['segment']
  readonly sign: CrewCue['sign']
  readonly at: number | null
  readonly cues: CrewCue[]
}

const grouped = (cues: readonly CrewCue[]): readonly Group[] => {
  const groups: Group[] = []
  for (const one of cues) {
    const last = groups.at(-1)
    if (last?.segment === one.segment) last.cues.push(one)
    else groups.push({ segment: one.segment, sign: one.sign, at: one.at, cues: [one] })
  }
  return groups
}

interface RowProps {
  cue: CrewCue['cue']
  sign: CrewCue['sign']
  own: string | undefined
  isNews: boolean
  onOpen: (cue: string) => void
}

const Row = memo(({ cue, sign, own, isNews, onOpen }: RowProps) => (
  <li>
    <Button className={styles.row ?? ''} onPress={() => onOpen(cue.id)}>
      <span className={styles.whose}>
        <Department department={cue.department} number={numberAlone(cue)} />
      </span>
      <span className={styles.words}>
        <span className={styles.label}>{cue.label || 'No description'}</span>
        {cue.note === '' ? null : <span className={styles.note}>{cue.note}</span>}
        {own === undefined ? null : (
          <span className={styles.note}>
            <Icon name="lock" size="small" label="Your own note" /> {own}
          </span>
        )}
      </span>
      {sign === 'standby' || sign === 'go' ? (
        <span className={styles.said} data-sign={sign}>
          <SignShape sign={sign} />
          {SIGN_WORDS[sign]}
        </span>
      ) : null}
      {isNews ? <NewsMark /> : null}
    </Button>
  </li>
))

/** What comes after the cue that is next, segment by segment, with the time until each. */
export const Coming = ({ cues, timing, news, onOpen }: { cues: readonly CrewCue[]; timing: TimingNow; news: News; onOpen: (cue: string) => void }) => {
  const zone = useShow((show) => show.show.time_zone)
  const { name } = useSession()
  const own = useReadable(ownNotes(name))
  if (cues.length === 0) return <p className={styles.last}>Nothing of yours comes after this.</p>
  return (
    <section className={styles.coming} aria-label="Your cues after that">
      {grouped(cues.slice(0, MOST)).map(({ segment, sign, at, cues: inIt }) => (
        <section key={segment.id} aria-label={nameOf(segment.name)}>
          <h2 className={styles.segment}>
            <span className={styles.name}>{nameOf(segment.name)}</span>
            <span className={styles.time}>
              {sign === 'on' ? 'on now' : at === null ? '' : comes(at, timing, zone)}
            </span>
          </h2>
          <ol className={styles.rows}>
            {inIt.map(({ cue, sign: said }) => (
              <Row key={cue.id} cue={cue} sign={said} own={own[cue.id]} isNews={news.byId.has(cue.id)} onOpen={onOpen} />
            ))}
          </ol>
        </section>
      ))}
      {cues.length > MOST ? <p className={styles.last}>{`${count(cues.length - MOST, 'cue')} of yours come later.`}</p> : null}
    </section>
  )
}
