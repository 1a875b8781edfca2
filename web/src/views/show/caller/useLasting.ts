import { useEffect, useState } from 'react'

/** A line that breaks and comes back at once is no news: a sentence about it is shown once it has been true for a while. */
export const useLasting = (sentence: string | null, after: number): string | null => {
  const [lasted, last] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => last(sentence), after)
    return () => clearTimeout(timer)
  }, [sentence, after])
  return lasted === sentence ? sentence : null
}
