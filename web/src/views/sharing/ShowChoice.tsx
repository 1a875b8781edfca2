import { useId, useMemo } from 'react'
import type { DocumentEntry } from '../../api'
import { useReadable } from '../../react/useDoc'
import { Checkbox } from '../../ui/Checkbox'
import { library } from '../library/ourLibrary'
import { useFirst } from '../shell/useAskedAgain'
import type { Place } from './places'
import styles from './ShowChoice.module.css'

/** The show that a dialog is about is chosen before anybody has. */
export const ownShow = (places: readonly Place[]): ReadonlySet<string> =>
  new Set(places.flatMap(({ opened }) => ('document' in opened ? [opened.document] : [])))

/** The shows that can be chosen: those of the workspace, by their titles. */
export const useShowsOf = (places: readonly Place[]): readonly DocumentEntry[] => {
  const opened = places.find(({ id }) => id === 'several')?.opened
  const workspace = opened !== undefined && 'workspace' in opened ? opened.workspace : null
  const { documents } = useReadable(library)
  useFirst(async () => (workspace === null ? undefined : library.refresh()))
  return useMemo(
    () =>
      documents
        .filter((one) => one.workspace === workspace && one.deleted_at === null)
        .toSorted((a, b) => a.title.localeCompare(b.title)),
    [documents, workspace],
  )
}

interface Props {
  shows: readonly DocumentEntry[]
  chosen: ReadonlySet<string>
  onChange: (chosen: ReadonlySet<string>) => void
}

/** Which shows of a workspace a link opens (A26). */
export const ShowChoice = ({ shows, chosen, onChange }: Props) => {
  const label = useId()
  const toggle = (name: string, on: boolean): void => {
    const next = new Set(chosen)
    if (on) next.add(name)
    else next.delete(name)
    onChange(next)
  }
  return (
    <div role="group" aria-labelledby={label} className={styles.choice}>
      <span id={label} className={styles.label}>
        The shows it opens
      </span>
      <div className={styles.shows}>
        {shows.map(({ name, title }) => (
          <Checkbox key={name} isSelected={chosen.has(name)} onChange={(on) => toggle(name, on)}>
            {title || 'Untitled show'}
          </Checkbox>
        ))}
      </div>
    </div>
  )
}
