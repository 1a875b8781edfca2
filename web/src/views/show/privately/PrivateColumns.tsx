import { restoreDocument, sentenceOf } from '../../../api'
import { type CompanionEntry, looksAfter } from '../../../api/companions'
import { useReadable } from '../../../react/useDoc'
import { useSession } from '../../../react/useSession'
import { hiddenOf, hide } from '../../../sync/preferences'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Checkbox'
import { Icon } from '../../../ui/Icon'
import { IconButton } from '../../../ui/IconButton'
import { useStanding } from '../../sharing/useStanding'
import { useDesk } from '../DeskContext'
import { quoted } from '../words'
import styles from './PrivateColumns.module.css'
import { useCompanions } from './usePrivates'

const Removed = ({ entry }: { entry: CompanionEntry }) => {
  const desk = useDesk()
  const restore = (): Promise<void> =>
    restoreDocument(entry.name).then(
      () => desk.companions.refresh(),
      (error: unknown) => desk.announce(sentenceOf(error)),
    )
  return (
    <div className={styles.column}>
      <span className={styles.gone}>{quoted(entry.title)} was deleted</span>
      <Button size="small" icon="restore" onPress={() => void restore()}>
        Restore
      </Button>
    </div>
  )
}

/** In the dialog of columns: those that only some see, and a way to add one for who may. */
export const PrivateColumns = () => {
  const desk = useDesk()
  const { name: show } = useSession()
  const companions = useCompanions()
  const removed = useReadable(desk.companions.removed)
  const hidden = useReadable(hiddenOf(show))
  const { rights } = useStanding(show)
  const mayAdd = rights.includes('share') && rights.includes('edit')
  if (companions.length + removed.length === 0 && !mayAdd) return null
  return (
    <section className={styles.section} aria-label="Private columns">
      <h3 className={styles.heading}>
        <Icon name="lock" size="small" />
        Private columns
      </h3>
      {companions.map((companion) => (
        <div key={companion.name} className={styles.column}>
          <Checkbox isSelected={!hidden.includes(companion.name)} onChange={(on) => hide(show, companion.name, { on: !on })}>
            {companion.title}
          </Checkbox>
          {looksAfter(companion) ? (
            <IconButton
              icon="pencil"
              label={`Change ${quoted(companion.title)}`}
              onPress={() => desk.dialog.set({ kind: 'private', name: companion.name })}
            />
          ) : null}
        </div>
      ))}
      {removed.map((entry) => (
        <Removed key={entry.name} entry={entry} />
      ))}
      {mayAdd ? (
        <div>
          <Button icon="add" onPress={() => desk.dialog.set({ kind: 'private', name: null })}>
            Add a private column…
          </Button>
        </div>
      ) : null}
    </section>
  )
}
