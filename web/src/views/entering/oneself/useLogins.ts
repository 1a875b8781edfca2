import { useState } from 'react'
import { isUnreachable, sentenceOf } from '../../../api'
import { endLogin, listLogins, type Login } from '../../../api/people'
import { useAskedAgain, useFirst } from '../../shell/useAskedAgain'

export interface Logins {
  /** away: the server does not answer; what it said before stays. */
  readonly situation: 'loading' | 'here' | 'away' | 'failed'
  readonly logins: readonly Login[]
  readonly problem: string
}

/** Where one is signed in and one's tokens, the last used first; `end` ends some of them. */
export const useLogins = () => {
  const [state, setState] = useState<Logins>({ situation: 'loading', logins: [], problem: '' })
  const refresh = async (): Promise<void> => {
    try {
      const logins = await listLogins()
      const inOrder = logins.toSorted((a, b) => Number(b.is_this) - Number(a.is_this) || b.used_at - a.used_at)
      setState({ situation: 'here', logins: inOrder, problem: '' })
    } catch (error) {
      const situation = isUnreachable(error) ? 'away' : 'failed'
      setState(({ logins }) => ({ situation, logins, problem: sentenceOf(error) }))
    }
  }
  useFirst(refresh)
  useAskedAgain(refresh, { isAway: state.situation === 'away' })
  const end = async (logins: readonly Login[]): Promise<void> => {
    try {
      for (const { id } of logins) await endLogin(id)
    } finally {
      await refresh()
    }
  }
  return { state, refresh, end }
}
