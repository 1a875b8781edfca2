import { useEffect, useState } from 'react'
import { sentenceOf } from '../../../api'
import type { Comparison } from '../../../api/history'
import type { HistoryStore } from './historyStore'

export type Compared =
  | { readonly kind: 'loading' }
  | { readonly kind: 'here'; readonly comparison: Comparison }
  | { readonly kind: 'failed'; readonly problem: string }

/** What differs between two moments, asked anew whenever one of them, or the document, is another. */
export const useComparison = (store: HistoryStore, from: string, to: string, path: string, mark: unknown): Compared => {
  const [compared, setCompared] = useState<Compared>({ kind: 'loading' })
  useEffect(() => {
    let isWanted = true
    const ask = async (): Promise<void> => {
      try {
        const comparison = await store.compare(from, to, path)
        if (isWanted) setCompared({ kind: 'here', comparison })
      } catch (error) {
        if (isWanted) setCompared({ kind: 'failed', problem: sentenceOf(error) })
      }
    }
    void ask()
    return () => {
      isWanted = false
    }
  }, [store, from, to, path, mark])
  return compared
}
