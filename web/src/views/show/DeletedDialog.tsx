import { deletedCues, deletedSegments } from '../../model/show'
import { restoreCues, restoreSegments } from '../../model/showEdits'
import { useReadable } from '../../react/useDoc'
import { useMayEdit, useShow } from '../../react/useSession'
import { Button } from '../../ui/Button'
import { Department } from '../../ui/Department'
import { Dialog } from '../../ui/Dialog'
import styles from './DeletedDialog.module.css'
import { useDesk } from './DeskContext'
import { minutes } from './minutes'
import { ago, nameOf, quoted } from './words'

interface LineProps {
  name: string
  kind: React.ReactNode
  deletedAt: number | null
  onRestore: () => void
}

const Line = ({ name, kind, deletedAt, onRestore }: LineProps) => {
  const now = useReadable(minutes)
  const mayEdit = useMayEdit()
  return (
    <li className={styles.line}>
      <span className={styles.name}>{nameOf(name)}</span>
      <span className={styles.kind}>{kind}</span>
      <span className={styles.when}>{deletedAt === null ? '' : ago(deletedAt, now)}</span>
      {mayEdit ? (
        <Button size="small" icon="restore" aria-label={`Restore ${nameOf(name)}`} onPress={onRestore}>
          Restore
        </Button>
      ) : null}
    </li>
  )
}

/** What was deleted by anybody, latest first; everything in it comes back with it (D7). */
export const DeletedDialog = ({ onClose }: { onClose: () => void }) => {
  const desk = useDesk()
  const segments = useShow(deletedSegments)
  const cues = useShow(deletedCues)
  const { doc } = desk.session
  const restored = (name: string): void => desk.announce(`${quoted(name)} is back`)
  return (
    <Dialog title="Deleted rows" size="medium" isOpen onClose={onClose}>
      {segments.length + cues.length === 0 ? (
        <p className={styles.none}>Nothing has been deleted. What is, waits here and can be restored.</p>
      ) : null}
      <ul className={styles.list}>
        {segments.map(({ id, name, deleted_at }) => (
          <Line
            key={id}
            name={name}
            kind="Segment"
            deletedAt={deleted_at}
            onRestore={() => {
              restoreSegments(doc, [id], desk.context())
              restored(name)
            }}
          />
        ))}
        {cues.map(({ id, label, number, department, deleted_at }) => (
          <Line
            key={id}
            name={label}
            kind={<Department department={department} number={number} />}
            deletedAt={deleted_at}
            onRestore={() => {
              restoreCues(doc, [id], desk.context())
              restored(label)
            }}
          />
        ))}
      </ul>
    </Dialog>
  )
}
