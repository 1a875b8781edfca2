import { useReadable } from '../../../react/useDoc'
import { Button } from '../../../ui/Button'
import { ErrorNote } from '../../../ui/ErrorNote'
import { IconButton } from '../../../ui/IconButton'
import { Note } from '../../../ui/Note'
import { Select, type SelectOption } from '../../../ui/Select'
import { Skeleton } from '../../../ui/Skeleton'
import { minutes } from '../minutes'
import { count } from '../words'
import { ChangeLine } from './ChangeLine'
import changes from './Changes.module.css'
import styles from './CompareView.module.css'
import { momentTitle } from './days'
import { type Pair, useHistory } from './HistoryContext'
import type { HistoryState } from './historyStore'
import { nameOfAuthor } from './StepItem'
import { useComparison } from './useComparison'

/** Every moment one can choose: now, the named ones, and after each step in sight. */
const choices = ({ steps, versions }: HistoryState, now: number): readonly SelectOption<string>[] => [
  { id: 'now', label: 'Now' },
  ...versions.map(({ moment, title }) => ({ id: moment, label: `“${title}”` })),
  ...steps.map(({ last, ended_at, author }) => ({
    id: String(last),
    label: momentTitle(ended_at, now),
    description: nameOfAuthor(author),
  })),
]

interface Props {
  pair: Pair
  onChange: (pair: Pair) => void
  onBack: () => void
}

/** What differs between two moments, cell by cell; each of it can be brought back. */
export const CompareView = ({ pair, onChange, onBack }: Props) => {
  const { store, wish } = useHistory()
  const state = useReadable(store)
  const now = useReadable(minutes)
  const compared = useComparison(store, pair.from, pair.to, '', state.steps)
  const moments = choices(state, now)
  const titleOf = (moment: string): string => moments.find(({ id }) => id === moment)?.label ?? moment
  return (
    <section className={styles.compare} aria-label="Comparison">
      <div className={styles.head}>
        <IconButton icon="arrow-left" size="small" label="Back to the timeline" onPress={onBack} />
        <h3 className={styles.title}>Compare two moments</h3>
      </div>
      <div className={styles.moments}>
        <Select label="From" value={pair.from} options={moments} onChange={(from) => onChange({ ...pair, from })} />
        <Select label="To" value={pair.to} options={moments} onChange={(to) => onChange({ ...pair, to })} />
      </div>
      {compared.kind === 'loading' ? <Skeleton label="Comparing" /> : null}
      {compared.kind === 'failed' ? <ErrorNote title="The two cannot be compared">{compared.problem}</ErrorNote> : null}
      {compared.kind === 'here' && compared.comparison.amount === 0 ? <Note>There is no difference.</Note> : null}
      {compared.kind === 'here' && compared.comparison.amount > 0 ? (
        <>
          <div className={styles.sum}>
            <strong>{count(compared.comparison.amount, 'difference')}</strong>
            {pair.from === 'now' ? null : (
              <Button
                size="small"
                icon="restore"
                onPress={() => wish({ moment: pair.from, path: '', what: `the show as it was: ${titleOf(pair.from)}` })}
              >
                Bring back all
              </Button>
            )}
          </div>
          <ul className={changes.list}>
            {compared.comparison.changes.map((change) => (
              <ChangeLine
                key={`${change.path} ${change.action}`}
                change={change}
                action={
                  pair.from === 'now' ? undefined : (
                    <IconButton
                      icon="undo"
                      size="small"
                      label={`Bring back what was before: ${change.sentence}`}
                      onPress={() => wish({ moment: pair.from, path: change.path, what: `this as it was: ${titleOf(pair.from)}` })}
                    />
                  )
                }
              />
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}
