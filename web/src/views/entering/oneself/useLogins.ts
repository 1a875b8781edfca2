import { useEffect, useState } from 'react'
import { sentenceOf } from '../../../api'
import { endLogin, listLogins, type Login } from '../../../api/people'

export type Logins =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'here'; readonly logins: readonly Login[] }

/** Where one is signed in and one's tokens, the last used first; `end` ends some of them. */
export const useLogins = () => {
  const [state, setState] = useState<Logins>({ kind: 'loading' })
  const refresh = async (): Promise<void> => {
    try {
      const logins = await listLogins()
      setState({ kind: 'here', logins: logins.toSorted((a, b) => Number(b.is_this) - Number(a.is_this) || b.used_at - a.used_at) })
    } catch (error) {
      setState({ kind: 'failed', problem: sentenceOf(error) })
    }
  }
  useEffect(() => void refresh(), [])
  const end = async (logins: readonly Login[]): Promise<void> => {
    try {
      for (const { id } of logins) await endLogin(id)
    } finally {
      await refresh()
    }
  }
  return { state, refresh, end }
}
