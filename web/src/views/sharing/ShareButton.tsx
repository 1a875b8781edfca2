import { lazy, Suspense, useState } from 'react'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import styles from './ShareButton.module.css'
import { useShareRights } from './useShareRights'

const ShareDialog = lazy(() => import('./ShareDialog'))

/** In the header of a show, for who may share it; nobody else sees it. */
export const ShareButton = ({ documentName, title }: { documentName: string; title: string }) => {
  const rights = useShareRights(documentName)
  const [isOpen, setOpen] = useState(false)
  if (!rights.includes('share')) return null
  return (
    <>
      <span className={styles.wide}>
        <Button size="small" icon="link" onPress={() => setOpen(true)}>
          Share
        </Button>
      </span>
      <span className={styles.narrow}>
        <IconButton icon="link" label="Share" onPress={() => setOpen(true)} />
      </span>
      <Suspense>
        {isOpen ? (
          <ShareDialog documentName={documentName} title={title} rights={rights} onClose={() => setOpen(false)} />
        ) : null}
      </Suspense>
    </>
  )
}
