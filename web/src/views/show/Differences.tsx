import type { Difference, FieldDifference } from '../../model/differences'
import { SEGMENT_COLUMNS } from './columns'
import styles from './HistoryDialog.module.css'
import { written } from '../library/tableWords'
import { count, nameOf } from './words'

const NOUNS: Readonly<Record<Difference['record'], string>> = { show: 'Show', segments: 'Segment', cues: 'Cue' }
const KINDS: Readonly<Record<Difference['kind'], string>> = {
  onlyMine: 'only in your copy',
  onlyTheirs: 'only on the server',
  changed: 'differs',
  moved: 'stand in another order',
}

const COLUMN_WORDS = new Map(Object.values(SEGMENT_COLUMNS).map(({ cell, label }) => [cell?.field, label]))
/** "time_zone" as people say it: "Time zone". */
const fieldWord = (field: string): string => {
  const words = field.replaceAll('_', ' ')
  return COLUMN_WORDS.get(field) ?? words.charAt(0).toUpperCase() + words.slice(1)
}

const said = (field: string, value: unknown): string => written(field, value) || 'nothing'

const Field = ({ field, mine, theirs }: FieldDifference) => (
  <>
    <dt>{fieldWord(field)}</dt>
    <dd>
      {said(field, mine)} <span className={styles.about}>here,</span> {said(field, theirs)}{' '}
      <span className={styles.about}>on the server</span>
    </dd>
  </>
)

const title = ({ record, name, kind }: Difference): string =>
  kind === 'moved' ? (record === 'segments' ? 'The segments' : 'The cues') : `${NOUNS[record]} “${nameOf(name)}”`

/** What is different in two copies of a show, row by row. */
export const Differences = ({ found }: { found: readonly Difference[] }) => (
  <section aria-live="polite">
    <h3 className={styles.heading}>
      {found.length === 0 ? 'Both copies say the same' : count(found.length, 'difference')}
    </h3>
    {found.length === 0 ? null : (
      // Scrolls with the dialog; the focus lets the arrow keys do it.
      <ul className={styles.list} tabIndex={0} aria-label="Differences">
        {found.map((difference, place) => (
          // The list is made once and never moves.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={place} className={styles.difference}>
            {title(difference)} <span className={styles.about}>{KINDS[difference.kind]}</span>
            {difference.fields.length === 0 ? null : (
              <dl className={styles.fields}>
                {difference.fields.map((field) => (
                  <Field key={field.field} {...field} />
                ))}
              </dl>
            )}
          </li>
        ))}
      </ul>
    )}
  </section>
)
