import type { ReactNode } from 'react'
import { Button } from './Button'
import { Note } from './Note'

interface Props {
  /** What did not work: "The list could not be loaded". */
  title: string
  /** Why, and what is safe. */
  children: ReactNode
  onRetry?: () => void
}

/** Something went wrong: what, why, what is safe, and a way to try again. */
export const ErrorNote = ({ title, children, onRetry }: Props) => (
  <Note
    tone="stop"
    title={title}
    actions={
      onRetry === undefined ? undefined : (
        <Button size="small" icon="restore" onPress={onRetry}>
          Try again
        </Button>
      )
    }
  >
    {children}
  </Note>
)
