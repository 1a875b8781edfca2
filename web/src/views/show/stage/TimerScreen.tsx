import { useEffect, useRef } from 'react'
import { segmentOf } from '../../../model/show'
import { useShow } from '../../../react/useSession'
import { useQuery } from '../../../routes'
import { announce } from '../../../ui/Announcer'
import { useTitle } from '../../shell/useTitle'
import { useNeedTime } from '../calling/CallContext'
import { useTiming } from '../calling/useTiming'
import { leftInWords } from '../calling/words'
import { nameOf } from '../words'
import { clockTime } from './clockTime'
import { readTimer } from './screenAddress'
import { ScreenFrame } from './ScreenFrame'
import { TimerFace } from './TimerFace'
import { type Face, faceOf } from './timerFace'

const useName = (segment: string | null): string =>
  useShow((show) => (segment === null ? '' : nameOf(segmentOf(show, segment)?.name ?? '')))

/** Whoever cannot see the screen hears what is on, and the last minutes, as they begin. */
const useSpoken = ({ kind, word }: Face, name: string): void => {
  const before = useRef('')
  const sentence = [word, name].filter((part) => part !== '').join(': ')
  useEffect(() => {
    const now = `${kind} ${name}`
    if (before.current !== '' && before.current !== now && sentence !== '') announce(sentence)
    before.current = now
  }, [kind, name, sentence])
}

/** The clock for whoever is on stage: how long is left, large enough for the last row, as its address describes it. */
const TimerScreen = () => {
  const { look, faults } = readTimer(useQuery())
  const timed = useTiming({ always: true })
  const showZone = useShow((show) => show.show.time_zone)
  const title = useShow((show) => show.meta.title) || 'Untitled show'
  const zone = look.zone || showZone
  const face = faceOf(timed, look, zone)
  const name = useName(face.segment)
  const next = useName(face.next)
  const { message, isBlack } = timed.state?.stage ?? {}
  useNeedTime()
  useTitle(`Timer: ${title}`)
  useSpoken(face, name)
  return (
    <ScreenFrame title={`Stage timer of ${title}`} theme={look.theme} faults={faults} isBlack={isBlack === true}>
      <TimerFace
        face={face}
        look={look}
        name={name}
        next={next}
        wall={clockTime(timed.now, zone)}
        message={message}
        spoken={look.show === 'remaining' && timed.active ? leftInWords(timed) : `${face.figures} ${face.caption}`}
      />
    </ScreenFrame>
  )
}

export default TimerScreen
