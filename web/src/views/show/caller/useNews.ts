import { useEffect, useState } from 'react'
import { useOthersEdits } from '../useOthersEdits'

/** Long enough to be seen by somebody who looks at the stage, and not so long that it is taken for new. */
const SHOWN = 20_000

/** What somebody else has just changed in the plan, in a sentence; empty after a while. */
export const useNews = (): string => {
  const [news, tell] = useState({ sentence: '' })
  const [hear] = useState(() => (sentence: string) => tell({ sentence }))
  useOthersEdits(hear)
  useEffect(() => {
    const timer = setTimeout(() => tell({ sentence: '' }), SHOWN)
    return () => clearTimeout(timer)
  }, [news])
  return news.sentence
}
