import { Button } from 'react-aria-components'
import type { CrewCue } from '../../../live/crew'
import { useReadable } from '../../../react/useDoc'
import { useSession, useShow } from '../../../react/useSession'
import { ownNotes } from '../../../sync/crew'
import { departmentInk, DEPARTMENTS } from '../../../ui/Department'
import { Icon } from '../../../ui/Icon'
import type { TimingNow } from '../calling/useTiming'
import { cueName, nameOf } from '../words'
import styles from './CueCard.module.css'
import { NewsMark } from './NewsMark'
import { SignShape } from './SignShape'
import { isWaiting, SIGN_WORDS, until, wallDay, wallSeconds } from './words'

/** Where it belongs, and when: a moment that is expected, or that was. */
const When = ({ crewCue: { segment, sign, at, since }, timing }: { crewCue: CrewCue; timing: TimingNow }) => {
  const zone = useShow((show) => show.show.time_zone)
  const name = nameOf(segment.name)
  if (sign === 'go') return <span>{`${name} · called ${wallSeconds(since ?? timing.now, zone)}`}</span>
  if (sign === 'on' || at === null) return <span>{name}</span>
  const time = wallDay(at, timing.now, zone)
  return <span>{isWaiting(timing) ? `${name} · planned for ${time}` : at > timing.now ? `${name} · expected ${time}` : name}</span>
}

/** Until its segment begins; a show that should have begun says nothing of when. */
const Countdown = ({ crewCue: { sign, at }, timing }: { crewCue: CrewCue; timing: TimingNow }) => {
  if (at === null || sign === 'go' || sign === 'on') return null
  const left = at - timing.now
  if (left <= 0 && (sign === 'standby' || isWaiting(timing))) return null
  return (
    <span className={styles.countdown} data-words={left <= 0 ? true : undefined} role="timer" aria-live="off">
      {until(left)}
    </span>
  )
}

interface Props {
  crewCue: CrewCue
  timing: TimingNow
  isFirst: boolean
  isNews: boolean
  onOpen: (cue: string) => void
}

/** One cue as large as it goes: whose, its number, what it does, and whether it stands by or goes. */
export const CueCard = ({ crewCue, timing, isFirst, isNews, onOpen }: Props) => {
  const { cue, sign } = crewCue
  const { name } = useSession()
  const own = useReadable(ownNotes(name))[cue.id]
  return (
    <li className={styles.card} data-sign={sign} data-first={isFirst ? true : undefined}>
      <p className={styles.top}>
        <span className={styles.sign}>
          <SignShape sign={sign} />
          {SIGN_WORDS[sign]}
        </span>
        <Countdown crewCue={crewCue} timing={timing} />
      </p>
      <p className={styles.number} style={sign === 'on' || sign === 'coming' ? { color: departmentInk(cue.department) } : undefined}>
        <Icon name={cue.department} size="large" />
        <span>{cueName(cue)}</span>
        <span className={styles.department}>{DEPARTMENTS[cue.department].title}</span>
      </p>
      <p className={styles.label}>{cue.label || 'No description'}</p>
      {cue.note === '' ? null : <p className={styles.note}>{cue.note}</p>}
      {own === undefined ? null : (
        <p className={styles.own}>
          <Icon name="lock" size="small" label="Your own note" />
          {own}
        </p>
      )}
      <p className={styles.foot}>
        <When crewCue={crewCue} timing={timing} />
        {isNews ? <NewsMark /> : null}
      </p>
      <Button className={styles.open ?? ''} onPress={() => onOpen(cue.id)} aria-label={`${cueName(cue)}: details and your own note`}>
        <Icon name="note" />
      </Button>
    </li>
  )
}
