import { useEffect, useState } from 'react'
import { readServer } from '../../api'
import { useReadable } from '../../react/useDoc'
import { kept } from '../../sync/storage'
import { IconButton } from '../../ui/IconButton'
import { Icon } from '../../ui/Icon'
import { isLoopback } from './loopback'
import styles from './ServerNotice.module.css'

const isRead = kept('callboard:open-notice-read', (stored) => stored === true)

/** Says once that this server lets everybody edit, when others can reach it. */
export const ServerNotice = () => {
  const [isOpen, setOpen] = useState(false)
  const wasRead = useReadable(isRead)
  useEffect(() => {
    if (isRead.get()) return
    readServer().then(
      (server) => setOpen(server.open && !isLoopback(server.host)),
      // Nothing is known about a server that does not answer; the library says so itself.
      () => undefined,
    )
  }, [])
  if (!isOpen || wasRead) return null
  return (
    <aside className={styles.notice} aria-label="About this server" data-print="hide">
      <Icon name="lock-open" size="small" />
      <p>Anybody who can reach this server may edit.</p>
      <IconButton icon="close" label="Put this notice away" size="small" onPress={() => isRead.set(true)} />
    </aside>
  )
}
