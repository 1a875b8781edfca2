import { type KeyboardEvent, useRef, useState } from 'react'
import { Link } from 'react-aria-components'
import type { DocumentEntry } from '../../api'
import { allows, placesForShows } from '../../api/standing'
import { visit } from '../../api/visit'
import { useReadable } from '../../react/useDoc'
import { showPath } from '../../routes'
import { announce } from '../../ui/Announcer'
import { Icon } from '../../ui/Icon'
import { IconButton } from '../../ui/IconButton'
import { Menu, MenuItem, MenuSection, MenuSeparator } from '../../ui/Menu'
import { showToast } from '../../ui/Toast'
import { cameAsCrew } from '../shell/cameAsCrew'
import { ExportItems } from '../shell/ExportItems'
import { tryTo } from './attempts'
import { counted } from './importFile'
import { MoveDialog } from './MoveDialog'
import { waysFor } from './moving'
import { library } from './ourLibrary'
import { RenameField } from './RenameField'
import styles from './ShowRow.module.css'
import { titleOf } from './titles'
import { ago, exactly } from './when'

const remove = async (show: DocumentEntry): Promise<void> => {
  const done = await tryTo('The show could not be deleted', () => library.remove(show.name).then(() => true))
  if (done === null) return
  const restore = () => void tryTo('The show could not be restored', () => library.restore(show.name))
  showToast({ text: `“${titleOf(show)}” was deleted.`, actions: [{ label: 'Undo', perform: restore }] })
}

const rename = (show: DocumentEntry, title: string): void => {
  if (title === '' || title === show.title) return
  void tryTo('The show could not be renamed', () => library.rename(show.name, title))
  announce(`Renamed to ${title}.`)
}

interface RowProps {
  show: DocumentEntry
  isOffline: boolean
  /** Changes made in this browser that the server does not have. */
  unsaved: number
  now: number
}

const Unsaved = ({ changes }: { changes: number }) => (
  <span className={styles.unsaved}>
    <Icon name="device" size="small" />
    {counted(changes, 'change')} not on the server yet
  </span>
)

/** One show: its title leads to it, F2 renames it, Delete deletes it, and the menu has the rest. */
export const ShowRow = ({ show, isOffline, unsaved, now }: RowProps) => {
  const [isRenaming, setRenaming] = useState(false)
  const link = useRef<HTMLAnchorElement>(null)
  const isForCrew = useReadable(cameAsCrew) && !allows(show, 'edit')
  const stopRenaming = (title: string | null) => {
    setRenaming(false)
    if (title !== null) rename(show, title)
    // Back to where the person was, once the link is drawn again.
    requestAnimationFrame(() => link.current?.focus())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isOffline || event.target !== link.current) return
    if (event.key === 'F2' && allows(show, 'edit')) setRenaming(true)
    if (event.key === 'Delete' && allows(show, 'manage_documents')) void remove(show)
  }
  return (
    <li className={styles.row} onKeyDown={onKeyDown}>
      {isRenaming ? (
        <RenameField title={show.title} onDone={stopRenaming} />
      ) : (
        <Link ref={link} href={showPath(show.name, isForCrew ? 'crew' : 'plan')} className={styles.link ?? ''} data-show>
          <span className={styles.title}>{titleOf(show)}</span>
          {unsaved > 0 ? <Unsaved changes={unsaved} /> : null}
          <time className={styles.when} dateTime={new Date(show.updated_at).toISOString()} title={exactly(show.updated_at)}>
            <span className={styles.edited}>edited </span>
            {ago(show.updated_at, now)}
          </time>
        </Link>
      )}
      <RowMenu show={show} isOffline={isOffline} onRename={() => setRenaming(true)} />
    </li>
  )
}

const RowMenu = ({ show, isOffline, onRename }: { show: DocumentEntry; isOffline: boolean; onRename: () => void }) => {
  const [isMoving, setMoving] = useState(false)
  const { me } = useReadable(visit)
  const ways = waysFor(show, placesForShows(me))
  return (
    <div className={styles.menu}>
      <Menu
        label={titleOf(show)}
        trigger={<IconButton icon="more" label={`More for ${titleOf(show)}`} isDisabled={isOffline} />}
      >
        {allows(show, 'edit') ? <MenuItem icon="pencil" label="Rename" keys="F2" onAction={onRename} /> : null}
        <MenuSection title="Export">
          <ExportItems documentName={show.name} />
        </MenuSection>
        {allows(show, 'manage_documents') ? (
          <>
            <MenuSeparator />
            {ways.length === 0 ? null : (
              <MenuItem icon="arrow-right" label="Move to another workspace" onAction={() => setMoving(true)} />
            )}
            <MenuItem icon="trash" tone="danger" label="Delete" keys="Delete" onAction={() => void remove(show)} />
          </>
        ) : null}
      </Menu>
      {isMoving ? <MoveDialog show={show} ways={ways} onClose={() => setMoving(false)} /> : null}
    </div>
  )
}
