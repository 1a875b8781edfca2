import { useEffect, useState } from 'react'
import { isUnreachable, sentenceOf } from '../../api'
import { useAskedAgain } from '../shell/useAskedAgain'

export type Look<T> =
  | { readonly kind: 'looking' }
  | { readonly kind: 'found'; readonly found: T }
  /** offline: it is tried again; refused: the sentence says why it opens nothing. */
  | { readonly kind: 'offline' | 'refused'; readonly sentence: string }

const LOOKING = { kind: 'looking' } as const

interface Seen<T> {
  readonly secret: string
  readonly look: Look<T>
}

/** Asks what a link leads to, before anything is done with it; again by itself while the server does not answer. */
export const useLook = <T,>(secret: string, ask: (secret: string) => Promise<T>): { look: Look<T>; again: () => void } => {
  const [seen, setSeen] = useState<Seen<T>>({ secret, look: LOOKING })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (secret === '') return undefined
    let wanted = true
    const see = (look: Look<T>): void => {
      if (wanted) setSeen({ secret, look })
    }
    ask(secret).then(
      (found) => see({ kind: 'found', found }),
      (error: unknown) => see({ kind: isUnreachable(error) ? 'offline' : 'refused', sentence: sentenceOf(error) }),
    )
    return () => {
      wanted = false
    }
  }, [secret, ask, turn])
  const look = seen.secret === secret ? seen.look : LOOKING
  const again = (): void => setTurn(turn + 1)
  useAskedAgain(async () => (look.kind === 'offline' ? again() : undefined), { isAway: look.kind === 'offline' })
  return { look, again }
}
