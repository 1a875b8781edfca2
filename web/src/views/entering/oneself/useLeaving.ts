import { useEffect, useState } from 'react'
import { sentenceOf } from '../../../api'
import { signOut } from '../../../api/people'
import { visit } from '../../../api/visit'
import { libraryPath } from '../../../routes'
import { giveUp, keptCopies } from '../../../sync/copies'
import { keeper } from '../../../sync/keeper'
import { unsavedChanges } from '../../../sync/unsaved'
import { knownDocuments } from '../../library/known'
import { enterAt } from '../enter'

/** A show with changes that no server has. */
export interface UnsavedShow {
  /** Whose copy it is. */
  readonly who: string
  readonly name: string
  readonly title: string
  readonly changes: number
}

const titleOf = (name: string): string => knownDocuments().find((entry) => entry.name === name)?.title || 'Untitled show'

const unsavedShows = (): readonly UnsavedShow[] =>
  [...unsavedChanges()].map(([name, changes]) => ({ who: keeper.get(), name, title: titleOf(name), changes }))

const REMAINS = 'You are signed out, but this browser did not let go of all copies: another window may have one open. Try once more.'

/** Signing out, and what becomes of what this browser keeps. Copies go only when the server has heard of it. */
export const useLeaving = () => {
  const [who] = useState(() => keeper.get())
  const [unsaved] = useState(unsavedShows)
  const [copies, setCopies] = useState<number | null>(null)
  const [isWorking, setWorking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [isOut, setOut] = useState(false)
  useEffect(() => {
    let isWanted = true
    void keptCopies(who).then((names) => isWanted && setCopies(names.length))
    return () => {
      isWanted = false
    }
  }, [who])

  const leave = async (removing: boolean): Promise<void> => {
    setWorking(true)
    setProblem(null)
    try {
      if (!isOut) await signOut()
      setOut(true)
      const { me } = visit.get()
      const nobody = me === null ? undefined : { ...me, visitor: null, workspaces: [] }
      if (nobody !== undefined) visit.take(nobody)
      if (removing && !(await giveUp(who))) throw new Error(REMAINS)
      await enterAt(libraryPath(), nobody)
    } catch (error) {
      setWorking(false)
      setProblem(error instanceof Error && error.message === REMAINS ? REMAINS : sentenceOf(error))
    }
  }
  return { unsaved, copies, isWorking, problem, isOut, leave }
}
