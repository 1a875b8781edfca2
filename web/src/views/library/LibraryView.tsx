import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { useReadable } from '../../react/useDoc'
import { Button } from '../../ui/Button'
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
  const living = found(documents)
  return (
    <div className={styles.library} {...handlers}>
      <div className={styles.head}>
        <h1 className={styles.title}>Shows</h1>
        {living.length >= SEARCH_FROM ? (
          <div className={styles.search}>
            <SearchField label="Find a show" value={search} onChange={setSearch} />
          </div>
        ) : null}
        <div className={styles.actions}>
          <FileTrigger acceptedFileTypes={ACCEPTED} onSelect={(files) => setFile(files?.[0] ?? null)}>
            <Button icon="import" isDisabled={situation === 'offline'}>
              Import
            </Button>
          </FileTrigger>
          {/* The empty callboard has this button in its middle. */}
          {situation === 'here' && living.length === 0 ? null : (
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
        onCreate={() => setCreating(true)}
      />
      <DeletedShows shows={deleted(documents)} isOffline={situation === 'offline'} now={now} />
      {isCreating ? <NewShowDialog onClose={() => setCreating(false)} /> : null}
      {file === null ? null : <ImportDialog file={file} onClose={() => setFile(null)} />}
      {isOver ? (
        <div className={styles.drop} aria-hidden>
          <Icon name="import" size="large" />
          Drop a CSV, XLSX or JSON file to import it
        </div>
      ) : null}
    </div>
  )
}
