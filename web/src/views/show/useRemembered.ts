import { useEffect } from 'react'
import { useReady, useSession, useShow, useStatus } from '../../react/useSession'
import { knownDocuments, rememberDocument } from '../library/known'

/** The library knows what was opened here, under its present title, when there is no server to ask (U4). */
export const useRemembered = (): void => {
  const { name } = useSession()
  const ready = useReady()
  const title = useShow((show) => show.meta.title)
  const hasUnsaved = useStatus().pending > 0
  useEffect(() => {
    if (!ready) return
    const now = Date.now()
    const known = knownDocuments().find((entry) => entry.name === name)
    const entry = known ?? { name, kind: 'show', created_at: now, updated_at: now, deleted_at: null }
    rememberDocument({ ...entry, title, ...(hasUnsaved ? { updated_at: now } : {}) })
  }, [name, ready, title, hasUnsaved])
}
