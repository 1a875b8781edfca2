import { segmentOf } from '../../../model/show'
import { useShow } from '../../../react/useSession'
import { useTiming } from '../calling/useTiming'
import { NowMark } from '../calling/NowMark'
import { countdown, leftInWords, phaseIn } from '../calling/words'
import { nameOf } from '../words'

/** What is active, and how long is left of it. */
export const ActiveNow = () => {
  const timing = useTiming()
  const segment = timing.state?.active?.segmentId ?? null
  const name = useShow((show) => (segment === null ? '' : nameOf(segmentOf(show, segment)?.name ?? '')))
  return (
    <p>
      <NowMark phase={phaseIn(timing.state)} /> {name}{' '}
      {timing.active ? (
        <span role="timer" aria-live="off" aria-label={leftInWords(timing)}>
          {countdown(timing.active.remaining)}
        </span>
      ) : null}
    </p>
  )
}
