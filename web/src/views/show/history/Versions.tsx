import type { Version } from '../../../api/history'
import { useMayEdit } from '../../../react/useSession'
import { useReadable } from '../../../react/useDoc'
import { Button } from '../../../ui/Button'
import { IconButton } from '../../../ui/IconButton'
import { Menu, MenuItem, MenuSeparator } from '../../../ui/Menu'
import { minutes } from '../minutes'
import { momentTitle } from './days'
import { useHistory } from './HistoryContext'
import { nameOfAuthor } from './StepItem'
import styles from './Versions.module.css'

interface LineProps {
  version: Version
  onRename: (version: Version) => void
  onDelete: (version: Version) => void
}

const Line = ({ version, onRename, onDelete }: LineProps) => {
  const { compare, wish } = useHistory()
  const now = useReadable(minutes)
  const mayEdit = useMayEdit()
  const { title, moment, at, by } = version
  return (
    <li className={styles.line}>
      <span className={styles.title}>{title}</span>
      <span className={styles.when}>
        {momentTitle(at, now)}, named by {nameOfAuthor(by)}
      </span>
      <span className={styles.more}>
        <Menu label={title} trigger={<IconButton icon="more" size="small" label={`What can be done with ${title}`} />}>
          <MenuItem icon="clock" label="Compare with now" onAction={() => compare({ from: moment, to: 'now' })} />
          {mayEdit ? (
            <>
              <MenuItem
                icon="restore"
                label="Bring this version back…"
                onAction={() => wish({ moment, path: '', what: `“${title}”` })}
              />
              <MenuSeparator />
              <MenuItem icon="pencil" label="Rename…" onAction={() => onRename(version)} />
              <MenuItem icon="trash" tone="danger" label="Delete this version…" onAction={() => onDelete(version)} />
            </>
          ) : null}
        </Menu>
      </span>
    </li>
  )
}

/** The moments that somebody gave a name. */
export const Versions = ({ onRename, onDelete }: Omit<LineProps, 'version'>) => {
  const { store, name, compare } = useHistory()
  const { versions, situation } = useReadable(store)
  const mayEdit = useMayEdit()
  const isAway = situation !== 'here'
  return (
    <section className={styles.versions} aria-label="Named versions">
      <div className={styles.buttons}>
        {mayEdit ? (
          <Button size="small" icon="add" isDisabled={isAway} onPress={() => name({ moment: 'now', title: '' })}>
            Name this moment
          </Button>
        ) : null}
        <Button
          size="small"
          tone="quiet"
          isDisabled={isAway}
          onPress={() => compare({ from: versions[0]?.moment ?? 'now', to: 'now' })}
        >
          Compare
        </Button>
      </div>
      {versions.length === 0 ? null : (
        <ul className={styles.list}>
          {versions.map((version) => (
            <Line key={version.id} version={version} onRename={onRename} onDelete={onDelete} />
          ))}
        </ul>
      )}
    </section>
  )
}
