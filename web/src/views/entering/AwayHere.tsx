import { visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { Unanswered } from '../shell/Unanswered'
import { useAskedAgain } from '../shell/useAskedAgain'

/** Above a form that only the server can answer: whether it is there at all. */
export const AwayHere = () => {
  const { situation, problem } = useReadable(visit)
  const isAway = situation === 'offline'
  useAskedAgain(() => visit.refresh(), { isAway })
  return (
    <Unanswered situation={isAway ? 'away' : ''} title="" problem={problem} onAgain={() => void visit.refresh()}>
      You come in when it is back; what you type here stays.
    </Unanswered>
  )
}
