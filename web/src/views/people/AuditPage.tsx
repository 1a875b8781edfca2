import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { auditTablePath, type Deed, readAudit } from '../../api/members'
import { useReadable } from '../../react/useDoc'
import { Button } from '../../ui/Button'
import { SearchField } from '../../ui/SearchField'
import { Skeleton } from '../../ui/Skeleton'
import { library } from '../library/ourLibrary'
import { useNow } from '../library/useNow'
import { ago, exactly } from '../library/when'
import { Unanswered } from '../shell/Unanswered'
import { useAskedAgain } from '../shell/useAskedAgain'
import { AuditLog } from './auditLog'
import styles from './Audit.module.css'
import { changeOf, doerOf, doneOf, onOf } from './auditWords'
import { useSearch } from './useSearch'

/** Who did what, to whom, before and after, when and from where: searched, read on, taken away as a table (A12). */
export const AuditPage = ({ workspace }: { workspace: string }) => {
  const [log] = useState(() => new AuditLog((words, before) => readAudit(workspace, words, before)))
  const { situation, deeds, hasMore, problem } = useReadable(log)
  const [words, setWords] = useState('')
  const titles = useTitles()
  const now = useNow()
  useSearch(log, words)
  useAskedAgain(() => log.again(), { isAway: situation === 'away' })
  return (
    <>
      <div className={styles.tools}>
        <div className={styles.search}>
          <SearchField label="Find what was done" value={words} onChange={setWords} />
        </div>
        <a className={styles.download} href={auditTablePath(workspace, useDeferredValue(words))} download="audit.csv">
          Download as CSV
        </a>
      </div>
      <Unanswered situation={situation} title="The list could not be loaded" problem={problem} onAgain={() => void log.again()}>
        {deeds.length === 0 ? 'What was done is written down there, and nothing of it is lost.' : 'This is what it said before; nothing of it is lost.'}
      </Unanswered>
      {situation === 'loading' ? <Skeleton label="Loading what was done" rows={6} /> : null}
      {situation === 'here' && deeds.length === 0 ? (
        <p role="status">{words === '' ? 'Nothing was done here yet.' : `Nothing that was done has “${words}” in it.`}</p>
      ) : null}
      {deeds.length === 0 ? null : (
        <ul className={styles.list} aria-label="What was done">
          {deeds.map((deed) => (
            <Row key={deed.key} deed={deed} titles={titles} now={now} />
          ))}
        </ul>
      )}
      {hasMore ? (
        <div>
          <Button icon="chevron-down" onPress={() => void log.more()}>
            Show older
          </Button>
        </div>
      ) : null}
    </>
  )
}

/** Shows are called by their titles, as far as they are known here. */
const useTitles = (): ReadonlyMap<string, string> => {
  const { documents } = useReadable(library)
  useEffect(() => void library.refresh(), [])
  return useMemo(() => new Map(documents.map(({ name, title }) => [name, `“${title || 'Untitled show'}”`])), [documents])
}

const Row = ({ deed, titles, now }: { deed: Deed; titles: ReadonlyMap<string, string>; now: number }) => {
  const change = changeOf(deed)
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <strong>{doerOf(deed)}</strong> {doneOf(deed)}
        {deed.on === '' ? null : <span>: {onOf(deed, titles)}</span>}
        {change === '' ? null : <span className={styles.change}>{change}</span>}
      </span>
      <span className={styles.when}>
        <time dateTime={new Date(deed.at).toISOString()} title={exactly(deed.at)}>
          {ago(deed.at, now)}
        </time>
        {deed.where === '' ? null : <span>from {deed.where}</span>}
      </span>
    </li>
  )
}
