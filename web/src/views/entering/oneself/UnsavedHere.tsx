import { useState } from 'react'
import type { Show } from '../../../model/schema'
import { SHOW } from '../../../model/schema.gen'
import { readCopy } from '../../../sync/copies'
import { announce } from '../../../ui/Announcer'
import { Button } from '../../../ui/Button'
import { Note } from '../../../ui/Note'
import { tryTo } from '../../library/attempts'
import { exportHere } from '../../show/exportHere'
import styles from './Oneself.module.css'
import type { UnsavedShow } from './useLeaving'

const changes = (count: number): string => (count === 1 ? '1 change' : `${count} changes`)

const save = async ({ who, name, title }: UnsavedShow): Promise<boolean> => {
  const show = await readCopy<Show>(who, name, SHOW)
  if (show === null) return false
  exportHere(show, 'json')
  announce(`A copy of ${title} was saved.`)
  return true
}

/** Every show with changes that are here and nowhere else, each with a way to take it along as a file. */
export const UnsavedHere = ({ shows, isRemoving }: { shows: readonly UnsavedShow[]; isRemoving: boolean }) => {
  const [saved, setSaved] = useState<ReadonlySet<string>>(new Set())
  const take = async (show: UnsavedShow): Promise<void> => {
    const isSaved = await tryTo('No copy was saved', () => save(show))
    if (isSaved === true) setSaved(new Set([...saved, show.name]))
  }
  const sum = shows.reduce((all, show) => all + show.changes, 0)
  return (
    <Note
      tone={isRemoving ? 'stop' : 'standby'}
      title={`${changes(sum)} ${sum === 1 ? 'is' : 'are'} on this device and nowhere else`}
    >
      <p>
        {isRemoving
          ? 'They are lost with the copies. Save them as files first, or go back and let the server have them.'
          : 'They stay on this device, and go to the server when you come back.'}
      </p>
      <ul className={styles.unsaved}>
        {shows.map((show) => (
          <li key={show.name}>
            <span className={styles.words}>
              <strong>{show.title}</strong>
              <span>{changes(show.changes)}</span>
            </span>
            <Button
              size="small"
              icon={saved.has(show.name) ? 'check' : 'export'}
              aria-label={`Save a copy of ${show.title}`}
              onPress={() => void take(show)}
            >
              {saved.has(show.name) ? 'Saved as a file' : 'Save a copy'}
            </Button>
          </li>
        ))}
      </ul>
    </Note>
  )
}
