import { useEffect } from 'react'
import { useReadable } from '../../../react/useDoc'
import { announce } from '../../../ui/Announcer'
import { Button } from '../../../ui/Button'
import { Note } from '../../../ui/Note'
import { useDesk } from '../DeskContext'
import { count } from '../words'
import type { Companion, Lost } from './companions'
import styles from './PrivateNotes.module.css'
import { useCompanions } from './usePrivates'

const sentenceOf = ({ title, unsaved }: Lost): string => {
  const more = unsaved === 0 ? '' : `, and with it ${count(unsaved, 'change')} of yours that the server did not have`
  return `The private column “${title}” is not for you any more. Its copy on this device was deleted${more}.`
}

/** Somebody who may only read a private column by now wrote in it before. */
const Unwanted = ({ companion }: { companion: Companion }) => {
  const { companions } = useDesk()
  const { kind, pending } = useReadable(companion.session.status)
  const mayEdit = useReadable(companion.session.mayEdit)
  if (kind !== 'refused' || mayEdit) return null
  return (
    <Note
      tone="stop"
      title={`You can read “${companion.title}”, not write in it`}
      actions={
        <Button size="small" tone="danger" icon="trash" onPress={() => void companions.giveUp(companion)}>
          Discard my changes
        </Button>
      }
    >
      {count(pending, 'change')} of yours {pending === 1 ? 'is' : 'are'} on this device only. Copy what you need from the
      column first.
    </Note>
  )
}

/** Says that a private column went away, until it has been read. */
export const PrivateNote = () => {
  const { companions } = useDesk()
  const all = useCompanions()
  const lost = useReadable(companions.lost)
  const sentences = lost.map(sentenceOf).join(' ')
  useEffect(() => {
    if (sentences !== '') announce(sentences)
  }, [sentences])
  return (
    <div className={styles.place}>
      {all.map((companion) => (
        <Unwanted key={companion.name} companion={companion} />
      ))}
      {sentences === '' ? null : (
        <Note
          tone="standby"
          actions={
            <Button size="small" onPress={() => companions.dismiss()}>
              All right
            </Button>
          }
        >
          {sentences}
        </Note>
      )}
    </div>
  )
}
