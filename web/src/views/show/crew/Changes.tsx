import { useEffect, useRef, useState } from 'react'
import { notifications } from '../../../sync/notifications'
import { announce } from '../../../ui/Announcer'
import { Button } from '../../../ui/Button'
import { Icon } from '../../../ui/Icon'
import { count } from '../words'
import styles from './Changes.module.css'
import type { News } from './useNews'
import { changedCue, changeWords } from './words'

/** What has changed since one last looked, with what it was; a press marks it as seen. */
export const Changes = ({ news: { changes, seen } }: { news: News }) => {
  const [isOpen, open] = useState(false)
  const said = useRef(0)
  const title = `${count(changes.length, 'change')} since you last looked`
  useEffect(() => {
    if (changes.length > said.current && notifications.get().edits) announce(title)
    said.current = changes.length
  }, [changes.length, title])
  if (changes.length === 0) return null
  return (
    <section className={styles.changes} aria-label="Changes">
      <p className={styles.title}>
        <Icon name="info" />
        {title}
      </p>
      <div className={styles.actions}>
        <Button size="small" aria-expanded={isOpen} onPress={() => open(!isOpen)}>
          {isOpen ? 'Hide' : 'Show'}
        </Button>
        <Button size="small" icon="check" onPress={() => seen()}>
          Seen
        </Button>
      </div>
      {isOpen ? (
        <ul className={styles.list}>
          {changes.map((change) => (
            <li key={change.id} className={styles.change}>
              <span className={styles.words}>
                <strong>{changedCue(change)}</strong>
                {changeWords(change).map((words) => (
                  <span key={words}>{words}</span>
                ))}
              </span>
              <Button size="small" icon="check" aria-label={`Seen: ${changedCue(change)}`} onPress={() => seen(change)}>
                Seen
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
