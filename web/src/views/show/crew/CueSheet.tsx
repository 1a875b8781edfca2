import { useState } from 'react'
import { cueOf, segmentOf } from '../../../model/show'
import { useSession, useShow } from '../../../react/useSession'
import { LONGEST_NOTE, ownNotes, writeOwnNote } from '../../../sync/crew'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field } from '../../../ui/Field'
import { cueName, nameOf } from '../words'
import styles from './Changes.module.css'
import { useNews } from './useNews'
import { changeWords } from './words'

/** All about one cue, and a note that nobody else sees. */
export const CueSheet = ({ cue: id, onClose }: { cue: string; onClose: () => void }) => {
  const { name } = useSession()
  const cue = useShow((show) => cueOf(show, id))
  const segment = useShow((show) => segmentOf(show, cue?.segment ?? ''))
  const { byId, seen } = useNews()
  const [own, write] = useState(ownNotes(name).get()[id] ?? '')
  if (cue === undefined) return null
  const change = byId.get(id)
  const keep = (text: string): void => {
    write(text)
    writeOwnNote(name, id, text)
  }
  return (
    <Dialog
      title={cueName(cue)}
      isOpen
      onClose={onClose}
      footer={
        <Button tone="primary" onPress={onClose}>
          Done
        </Button>
      }
    >
      <p className={styles.about}>
        <strong>{cue.label || 'No description'}</strong>
        <span>{`In ${nameOf(segment?.name ?? '')}`}</span>
        {cue.note === '' ? null : <span className={styles.note}>{cue.note}</span>}
      </p>
      {change === undefined ? null : (
        <div className={styles.change}>
          <span className={styles.words}>
            <strong>Since you last looked</strong>
            {changeWords(change).map((words) => (
              <span key={words}>{words}</span>
            ))}
          </span>
          <Button size="small" icon="check" onPress={() => seen(change)}>
            Seen
          </Button>
        </div>
      )}
      <Field
        label="Your own note"
        description="Only on this device: nobody else sees it, and your other devices do not have it."
        lines={3}
        maxLength={LONGEST_NOTE}
        value={own}
        onChange={keep}
      />
    </Dialog>
  )
}
