import { useState } from 'react'
import { ownWorkspaces } from '../../api/standing'
import { visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { placesFor } from './places'
import { ShareDialogPart } from './ShareDialogPart'
import styles from './ShareButton.module.css'
import { useStanding } from './useStanding'

/** In the header of a show, for who may share it; nobody else sees it. */
export const ShareButton = ({ documentName, title }: { documentName: string; title: string }) => {
  const standing = useStanding(documentName)
  const workspaces = ownWorkspaces(useReadable(visit).me)
  const [isOpen, setOpen] = useState(false)
  if (!standing.rights.includes('share')) return null
  const workspace = workspaces.find(({ id, rights }) => id === standing.workspace && rights.includes('manage_members'))
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
      {isOpen ? (
        <ShareDialogPart
          title={title}
          places={placesFor({ name: documentName, title }, standing, workspaces)}
          people={workspace === undefined ? null : { documentName, workspace }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  )
}
