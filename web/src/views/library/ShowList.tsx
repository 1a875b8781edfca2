import { type KeyboardEvent, useState } from 'react'
import type { DocumentEntry } from '../../api'
import { navigate, showPath } from '../../routes'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { Icon } from '../../ui/Icon'
import { Skeleton } from '../../ui/Skeleton'
import { tryTo } from './attempts'
import { EmptyCallboard } from './EmptyCallboard'
import { library } from './ourLibrary'
import styles from './ShowList.module.css'
import { ShowRow } from './ShowRow'
import { useUnsaved } from './useUnsaved'

interface Props {
  shows: readonly DocumentEntry[]
  search: string
  isLoading: boolean
  isOffline: boolean
  hasFailed: boolean
  now: number
  /** Null for somebody who may not make shows here. */
  onCreate: (() => void) | null
  onClearSearch: () => void
}

/** The list, or what is there in its place. */
export const ShowList = (props: Props) => {
  if (props.isLoading) return <Skeleton label="Loading the shows" rows={5} />
  if (props.shows.length > 0) return <Rows {...props} />
  if (props.search !== '') return <NothingFound search={props.search} onClear={props.onClearSearch} />
  if (props.isOffline) {
    return (
      <EmptyState title="No show is known on this device" picture={<Icon name="cloud-off" size="large" />}>
        Shows appear here as soon as the server can be reached.
      </EmptyState>
    )
  }
  if (props.hasFailed) return null
  return props.onCreate === null ? <NothingShared /> : <NothingYet onCreate={props.onCreate} />
}

const Rows = ({ shows, isOffline, now }: Pick<Props, 'shows' | 'isOffline' | 'now'>) => {
  const unsaved = useUnsaved(shows)
  return (
    <ul className={styles.list} onKeyDown={moveBetweenRows}>
      {shows.map((show) => (
        <ShowRow key={show.name} show={show} isOffline={isOffline} unsaved={unsaved.get(show.name) ?? 0} now={now} />
      ))}
    </ul>
  )
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

/** The arrow keys go from show to show; everything in a row is reached with Tab as well. */
const moveBetweenRows = (event: KeyboardEvent<HTMLElement>): void => {
  const step = STEPS[event.key]
  if (step === undefined || !(event.target instanceof HTMLAnchorElement)) return
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a[data-show]')]
  const next = links[links.indexOf(event.target) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}

const NothingFound = ({ search, onClear }: { search: string; onClear: () => void }) => (
  <EmptyState title="No show has this in its title" actions={<Button onPress={onClear}>Show all</Button>}>
    Nothing matches “{search}”.
  </EmptyState>
)

const NothingShared = () => (
  <EmptyState title="Nothing is shared with you yet" picture={<EmptyCallboard />}>
    A show appears here as soon as somebody shares it with you, or makes one in a workspace that you are in.
  </EmptyState>
)

const NothingYet = ({ onCreate }: { onCreate: () => void }) => {
  const [isMaking, setMaking] = useState(false)
  const openSample = async () => {
    setMaking(true)
    const show = await tryTo('The sample could not be made', () => library.create({ title: '', sample: true }))
    setMaking(false)
    if (show !== null) navigate(showPath(show.name))
  }
  return (
    <EmptyState
      title="The callboard is empty"
      picture={<EmptyCallboard />}
      actions={
        <>
          <Button icon="sheet" isPending={isMaking} onPress={() => void openSample()}>
            Open the sample production
          </Button>
          <Button tone="primary" icon="add" onPress={onCreate}>
            New show
          </Button>
        </>
      }
    >
      Create a show, start from the sample, or{' '}
      <span className={styles.mouse}>drop a CSV or XLSX file here to import</span>
      <span className={styles.touch}>import</span> a run of show you already have.
    </EmptyState>
  )
}
