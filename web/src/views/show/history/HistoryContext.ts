import { createContext, useContext } from 'react'
import type { HistoryStore } from './historyStore'

/** What somebody wants to have back: a moment, or a part of it. */
export interface Wish {
  readonly moment: string
  /** "" for everything. */
  readonly path: string
  /** What it is, in a sentence's place: "everything as it was on Friday, 18:04". */
  readonly what: string
}

/** Two moments to be compared, with what they are called. */
export interface Pair {
  readonly from: string
  readonly to: string
}

export interface NamedMoment {
  readonly moment: string
  readonly title: string
}

export interface HistoryTools {
  readonly store: HistoryStore
  readonly compare: (pair: Pair) => void
  readonly wish: (wish: Wish) => void
  readonly name: (moment: NamedMoment) => void
}

export const HistoryContext = createContext<HistoryTools | null>(null)

export const useHistory = (): HistoryTools => {
  const tools = useContext(HistoryContext)
  if (tools === null) throw new Error('useHistory needs a HistoryContext around it')
  return tools
}
