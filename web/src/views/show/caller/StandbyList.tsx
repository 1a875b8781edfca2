import { memo, type ReactNode } from 'react'
import type { CallState } from '../../../live/frames.gen'
import { standingSince } from '../../../live/standby'
import type { Cue } from '../../../model/schema'
import { cuesOf } from '../../../model/show'
import { sayDuration } from '../../../model/times'
import { useShow } from '../../../react/useSession'
import { Button } from '../../../ui/Button'
import { Department, DEPARTMENTS } from '../../../ui/Department'
import { Icon } from '../../../ui/Icon'
import { IconButton } from '../../../ui/IconButton'
import { Kbd } from '../../../ui/Kbd'
import { useName } from '../calling/useNow'
import type { TimingNow } from '../calling/useTiming'
import { countdown } from '../calling/words'
import { cueName, nameOf, numberBeside, quoted } from '../words'
import { departmentsIn, inTime, secondsTime } from './orderRows'
import styles from './Standby.module.css'
import type { CallerCommands } from './useCommands'

const SHOWN = 3

/** Since when something stands by, and for how long: whoever waits wants to hear GO. */
const Since = ({ at, now, departments = '' }: { at: number; now: number; departments?: string }) => {
  const zone = useShow(({ show }) => show.time_zone)
  return (
    <span className={styles.since}>
      <svg viewBox="0 0 12 12" aria-hidden>
        <path d="M6 1 11 10.5H1z" fill="currentColor" />
      </svg>
      {`${departments}${departments === '' ? 'Standing' : ' standing'} by since ${secondsTime(at, zone)}, ${countdown(Math.max(0, now - at))}`}
    </span>
  )
}

interface CueProps {
  readonly cue: Cue
  readonly state: CallState | null
  readonly now: number
  readonly commands: CallerCommands
  readonly isNext: boolean
}

/** A cue of the segment that is on: it stands by, is called, and stays to be seen as called. */
const CueNow = ({ cue, state, now, commands, isNext }: CueProps) => {
  const zone = useShow(({ show }) => show.time_zone)
  const called = state?.called?.[cue.id]
  const standsBy = called === undefined && (state?.standby?.cueIds ?? []).includes(cue.id)
  const off = commands.noCall !== null
  return (
    <li className={styles.cue} data-called={called !== undefined} data-standby={standsBy}>
      <span className={styles.what}>
        <Department department={cue.department} number={numberBeside(cue)} />
        <span className={styles.label}>{nameOf(cue.label)}</span>
      </span>
      {called === undefined ? null : (
        <span className={styles.called}>
          <Icon name="check" size="small" />
          {`Called at ${secondsTime(called.at, zone)}`}
        </span>
      )}
      {standsBy && state?.standby ? <Since at={standingSince(state.standby, cue)} now={now} /> : null}
      {called !== undefined || commands.isFollowing ? null : (
        <span className={styles.acts} data-standby={standsBy} data-next={isNext}>
          {standsBy ? (
            <IconButton icon="close" label={`Stand down ${cueName(cue)}`} isDisabled={off} onPress={() => commands.standDown({ cueIds: [cue.id] })} />
          ) : (
            <Button preventFocusOnPress isDisabled={off} aria-label={`Standby ${cueName(cue)} ${nameOf(cue.label)}`} onPress={() => commands.standby({ cueIds: [cue.id] })}>
              Standby {isNext ? <Kbd keys="N" /> : null}
            </Button>
          )}
          <Button
            preventFocusOnPress
            tone={standsBy ? 'primary' : 'plain'}
            isDisabled={off}
            aria-label={`GO ${cueName(cue)} ${nameOf(cue.label)}`}
            onPress={() => commands.callCues([cue.id])}
          >
            GO {standsBy ? <Kbd keys="G" /> : null}
          </Button>
        </span>
      )}
    </li>
  )
}

/** The cues of the segment that is on, callable one by one; nothing where it has none. */
export const CuesNow = ({ timing, commands, next }: { timing: TimingNow; commands: CallerCommands; next: Cue | null }) => {
  const { state } = timing
  const segment = state?.active?.segmentId ?? ''
  const cues = useShow((show) => cuesOf(show, segment))
  const name = useName(segment)
  if (segment === '' || cues.length === 0) return null
  return (
    <section className={styles.band} aria-label={`Cues of ${name}`}>
      <h2 className={styles.title}>{`Cues in ${quoted(name)}`}</h2>
      <ul className={styles.cues}>
        {cues.map((cue) => (
          <CueNow key={cue.id} cue={cue} state={state} now={timing.now} commands={commands} isNext={cue === next} />
        ))}
      </ul>
    </section>
  )
}

const Chips = memo(({ cues }: { cues: readonly Cue[] }) => (
  <ul className={styles.chips}>
    {cues.map((cue) => (
      <li key={cue.id} className={styles.what}>
        <Department department={cue.department} number={numberBeside(cue)} />
        <span className={styles.label}>{nameOf(cue.label)}</span>
      </li>
    ))}
  </ul>
))

interface ComingProps {
  readonly id: string
  readonly place: number
  readonly timing: TimingNow
  readonly commands: CallerCommands
}

/** It is called to stand by, or told to go back to what it was doing; never both with one button. */
const ComingActs = ({ id, name, place, standsBy, commands }: Omit<ComingProps, 'timing'> & { name: string; standsBy: boolean }) => {
  const off = commands.noCall !== null
  return (
    <span className={styles.acts} data-next={place === 0}>
      {standsBy ? (
        <Button preventFocusOnPress isDisabled={off} aria-label={`Stand down ${name}`} onPress={() => commands.standDown({ segmentId: id })}>
          Stand down
        </Button>
      ) : (
        <Button preventFocusOnPress tone={place === 0 ? 'primary' : 'plain'} isDisabled={off} aria-label={`Standby ${name}`} onPress={() => commands.standby({ segmentId: id })}>
          Standby {place === 0 ? <Kbd keys="S" /> : null}
        </Button>
      )}
    </span>
  )
}

/** A segment that is to come, with everything that it needs standing by. */
const Coming = ({ id, place, timing, commands }: ComingProps) => {
  const { state, rows, now } = timing
  const name = useName(id)
  const cues = useShow((show) => cuesOf(show, id))
  const zone = useShow(({ show }) => show.time_zone)
  const starts = rows.find((row) => row.id === id)?.expected.start ?? null
  const standby = state?.standby?.segmentId === id ? state.standby : null
  return (
    <li className={styles.coming} data-standby={standby !== null} data-next={place === 0}>
      <div className={styles.words}>
        <div className={styles.which}>
          <h3 className={styles.name}>{name}</h3>
          <span className={styles.when}>{starts === null ? '' : inTime(starts, now, zone, state?.firstStartedAt != null)}</span>
        </div>
        {standby === null ? null : <Since at={standingSince(standby, { id })} now={now} departments={departmentsIn(cues, (one) => DEPARTMENTS[one].prefix)} />}
        {cues.length === 0 ? null : <Chips cues={cues} />}
      </div>
      {commands.isFollowing ? null : <ComingActs id={id} name={name} place={place} standsBy={standby !== null} commands={commands} />}
    </li>
  )
}

const Title = ({ children }: { children: ReactNode }) => <h2 className={styles.title}>{children}</h2>

/** The next segments, with the cues in them by department. */
export const StandbyList = ({ timing, commands }: { timing: TimingNow; commands: CallerCommands }) => {
  const at = timing.rows.findIndex(({ id }) => id === timing.next)
  const coming = at < 0 ? [] : timing.rows.slice(at).filter(({ status }) => status === 'pending').slice(0, SHOWN)
  const rest = timing.active?.remaining ?? null
  return (
    <section className={styles.band} aria-label="Standby">
      <Title>Standby</Title>
      {coming.length === 0 ? (
        <p className={styles.none}>{timing.state?.active == null ? 'Nothing is to come.' : `This is the last segment${rest !== null && rest > 0 ? `: ${sayDuration(Math.ceil(rest / 1000) * 1000)} left` : ''}.`}</p>
      ) : (
        <ol className={styles.list}>
          {coming.map(({ id }, place) => (
            <Coming key={id} id={id} place={place} timing={timing} commands={commands} />
          ))}
        </ol>
      )}
    </section>
  )
}
