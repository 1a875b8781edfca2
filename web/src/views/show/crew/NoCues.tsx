import type { Situation } from '../../../live/crew'
import { segmentOf } from '../../../model/show'
import { useReadable } from '../../../react/useDoc'
import { useSession, useShow } from '../../../react/useSession'
import { showPath } from '../../../routes'
import { notifications } from '../../../sync/notifications'
import { LinkButton } from '../../../ui/Button'
import { DEPARTMENTS, type DepartmentName } from '../../../ui/Department'
import { EmptyState } from '../../../ui/EmptyState'
import { Icon, type IconName } from '../../../ui/Icon'
import type { TimingNow } from '../calling/useTiming'
import { wallTime } from '../calling/words'
import { nameOf } from '../words'

type Empty = Exclude<Situation, 'choose' | 'following'>

const PICTURES: Readonly<Record<Empty, IconName>> = { bare: 'sheet', none: 'filter', done: 'check', over: 'check' }

const TITLES: Readonly<Record<Empty, string>> = {
  bare: 'No cues yet',
  none: 'Nothing for you in this show',
  done: 'All your cues are done',
  over: 'The show is over',
}

const useMine = (): string =>
  useReadable(notifications)
    .departments.map((one) => DEPARTMENTS[one as DepartmentName].title)
    .join(', ')

const useSentence = (situation: Empty, timing: TimingNow): string => {
  const mine = useMine()
  const zone = useShow((show) => show.show.time_zone)
  const next = useShow((show) => (timing.next === null ? null : nameOf(segmentOf(show, timing.next)?.name ?? '')))
  switch (situation) {
    case 'bare':
      return 'Cues are added in the run of show, on the row of a segment. They appear here by themselves, also during the show.'
    case 'none':
      return `There are no cues for ${mine}. If you follow another department, press the departments below.`
    case 'done':
      return next === null
        ? `Nothing of ${mine} is to come. The show ends at about ${wallTime(timing.expected.end, zone)}.`
        : `Nothing of ${mine} is to come. The show goes on with ${next} and ends at about ${wallTime(timing.expected.end, zone)}.`
    case 'over':
      return `It ended at ${wallTime(timing.expected.end, zone)}. Thank you.`
  }
}

/** There is nothing to wait for, and why. */
export const NoCues = ({ situation, timing }: { situation: Empty; timing: TimingNow }) => {
  const { name } = useSession()
  const sentence = useSentence(situation, timing)
  return (
    <EmptyState
      title={TITLES[situation]}
      picture={<Icon name={PICTURES[situation]} size="large" />}
      actions={<LinkButton href={showPath(name)} icon="columns">Run of show</LinkButton>}
    >
      {sentence}
    </EmptyState>
  )
}
