import { type ReactNode, useEffect, useRef } from 'react'
import { announce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { ErrorNote } from '../../ui/ErrorNote'
import { Note } from '../../ui/Note'

interface Props {
  /** away: the server does not answer; failed: it does, and not with what was asked for. */
  situation: string
  /** What did not work: "The people could not be loaded". */
  title: string
  problem: string
  onAgain: () => void
  /** What is safe meanwhile, and what is in sight. */
  children: ReactNode
}

/** A screen reader hears when the server goes away and when it is back, not of every try. */
const useSpoken = (isAway: boolean): void => {
  const was = useRef(false)
  useEffect(() => {
    if (was.current === isAway) return
    was.current = isAway
    announce(isAway ? 'The server does not answer.' : 'The server answers again.')
  }, [isAway])
}

/** What stands above something that only the server knows, when it does not come; with useAskedAgain.ts it comes by itself. */
export const Unanswered = ({ situation, title, problem, onAgain, children }: Props) => {
  useSpoken(situation === 'away')
  if (situation === 'failed') {
    return (
      <ErrorNote title={title} onRetry={onAgain}>
        {problem}
      </ErrorNote>
    )
  }
  if (situation !== 'away') return null
  return (
    <Note
      tone="standby"
      title="The server does not answer"
      actions={
        <Button size="small" icon="restore" onPress={onAgain}>
          Try again
        </Button>
      }
    >
      {children} It is asked again every few seconds.
    </Note>
  )
}
