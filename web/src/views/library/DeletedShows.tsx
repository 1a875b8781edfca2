import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import type { DocumentEntry } from '../../api'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { tryTo } from './attempts'
import styles from './DeletedShows.module.css'
import { library } from './ourLibrary'
import { titleOf } from './titles'
import { ago } from './when'

interface Props {
  shows: readonly DocumentEntry[]
  isOffline: boolean
  now: number
}

/** What was deleted, folded away; everything in it can come back with all its contents (A2). */
export const DeletedShows = ({ shows, isOffline, now }: Props) =>
  shows.length === 0 ? null : (
    <Disclosure className={styles.deleted ?? ''}>
      <Heading level={2}>
        <AriaButton slot="trigger" className={styles.fold ?? ''}>
          <Icon name="chevron-right" size="small" />
          Deleted <span className={styles.count}>{shows.length}</span>
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        <ul className={styles.list}>
          {shows.map((show) => (
            <DeletedShow key={show.name} show={show} isOffline={isOffline} now={now} />
          ))}
        </ul>
      </DisclosurePanel>
    </Disclosure>
  )

const DeletedShow = ({ show, isOffline, now }: { show: DocumentEntry; isOffline: boolean; now: number }) => (
  <li className={styles.row}>
    <span className={styles.title}>{titleOf(show)}</span>
    <span className={styles.when}>deleted {ago(show.deleted_at ?? 0, now)}</span>
    <Button
      size="small"
      icon="restore"
      isDisabled={isOffline}
      aria-label={`Restore ${titleOf(show)}`}
      onPress={() => void tryTo('The show could not be restored', () => library.restore(show.name))}
    >
      Restore
    </Button>
  </li>
)
