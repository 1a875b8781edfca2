import { useEffect } from 'react'
import { useWarning } from '../../react/useSession'
import { showToast } from '../../ui/Toast'

/** What the server has to tell of the show is shown once when it comes; the badge goes on saying it (L2). */
export const useWarnings = (): void => {
  const warning = useWarning()
  useEffect(() => (warning === '' ? undefined : showToast({ text: warning })), [warning])
}
