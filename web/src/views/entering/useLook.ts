import { useEffect, useState } from 'react'
import { isUnreachable, sentenceOf } from '../../api'

export type Look<T> =
  | { readonly kind: 'looking' }
  | { readonly kind: 'found'; readonly found: T }
  /** offline: it can be tried again; refused: the sentence says why it opens nothing. */
  | { readonly kind: 'offline' | 'refused'; readonly sentence: string }

const LOOKING = { kind: 'looking' } as const

/** Asks what a link leads to, before anything is done with it. */
export const useLook = <T,>(secret: string, ask: (secret: string) => Promise<T>): { look: Look<T>; again: () => void } => {
  const [look, setLook] = useState<Look<T>>(LOOKING)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (secret === '') return undefined
    let wanted = true
    ask(secret).then(
      (found) => wanted && setLook({ kind: 'found', found }),
      (error: unknown) =>
        wanted && setLook({ kind: isUnreachable(error) ? 'offline' : 'refused', sentence: sentenceOf(error) }),
    )
    return () => {
      wanted = false
      setLook(LOOKING)
    }
  }, [secret, ask, turn])
  return { look, again: () => setTurn(turn + 1) }
}
