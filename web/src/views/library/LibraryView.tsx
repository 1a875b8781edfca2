import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { allows } from '../../api/standing'
import { useReadable } from '../../react/useDoc'
import { peoplePath } from '../../routes'
import { Button, LinkButton } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { SearchField } from '../../ui/SearchField'
import { useTitle } from '../shell/useTitle'
import { DeletedShows } from './DeletedShows'
import { ImportDialog } from './ImportDialog'
import { ACCEPTED } from './importFile'
import { deleted, found } from './library'
import styles from './LibraryView.module.css'
import { NewShowDialog } from './NewShowDialog'
import { library } from './ourLibrary'
import { ShowList } from './ShowList'
import { Situation } from './Situation'
import { useFileDrop } from './useFileDrop'
import { useFreshList } from './useFreshList'
import { useNow } from './useNow'
import { usePlaces } from './usePlaces'

/** Fewer shows than this are found by looking. */
const SEARCH_FROM = 9

/** Every show on this server, the last edited first. */
export const LibraryView = () => {
  const { situation, documents, problem } = useReadable(library)
  const [search, setSearch] = useState('')
  const [isCreating, setCreating] = useState(false)
  const [file, setFile] = useState<File | null>(null)
  const { isOver, handlers } = useFileDrop(setFile)
  useTitle('Shows')
  useFreshList(situation === 'here')
  const now = useNow()
  const { workspaces, places } = usePlaces()
  const mayMake = places === null || places.length > 0
  const living = found(documents)
  return (
    <div className={styles.library} {...(mayMake ? handlers : {})}>
      <div className={styles.head}>
        <h1 className={styles.title}>Shows</h1>
        {living.length >= SEARCH_FROM ? (
          <div className={styles.search}>
            <SearchField label="Find a show" value={search} onChange={setSearch} />
          </div>
        ) : null}
        <div className={styles.actions}>
          {workspaces.length > 0 ? (
            <LinkButton icon="people" href={peoplePath()}>
              People
            </LinkButton>
          ) : null}
          {mayMake ? (
            <FileTrigger acceptedFileTypes={ACCEPTED} onSelect={(files) => setFile(files?.[0] ?? null)}>
              <Button icon="import" isDisabled={situation === 'offline'}>
                Import
              </Button>
            </FileTrigger>
          ) : null}
          {/* The empty callboard has this button in its middle. */}
          {!mayMake || (situation === 'here' && living.length === 0) ? null : (
            <Button tone="primary" icon="add" isDisabled={situation === 'offline'} onPress={() => setCreating(true)}>
              New show
            </Button>
          )}
        </div>
      </div>
      <Situation situation={situation} problem={problem} />
      <ShowList
        isLoading={situation === 'loading'}
        isOffline={situation === 'offline'}
        hasFailed={situation === 'failed'}
        now={now}
        shows={living.length >= SEARCH_FROM ? found(documents, search) : living}
        search={living.length >= SEARCH_FROM ? search : ''}
        onClearSearch={() => setSearch('')}
        onCreate={mayMake ? () => setCreating(true) : null}
      />
      <DeletedShows shows={deleted(documents).filter((show) => allows(show, 'manage_documents'))} isOffline={situation === 'offline'} now={now} />
      {isCreating ? <NewShowDialog places={places ?? []} onClose={() => setCreating(false)} /> : null}
      {file === null ? null : <ImportDialog file={file} places={places ?? []} onClose={() => setFile(null)} />}
      {isOver ? (
        <div className={styles.drop} aria-hidden>
          <Icon name="import" size="large" />
          Drop a CSV, XLSX or JSON file to import it
        </div>
      ) : null}
    </div>
  )
}
