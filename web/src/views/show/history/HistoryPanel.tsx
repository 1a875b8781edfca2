import { useEffect, useRef, useState } from 'react'
import { useReadable } from '../../../react/useDoc'
import { Dialog } from '../../../ui/Dialog'
import { ErrorNote } from '../../../ui/ErrorNote'
import { IconButton } from '../../../ui/IconButton'
import { Note } from '../../../ui/Note'
import { Skeleton } from '../../../ui/Skeleton'
import type { Version } from '../../../api/history'
import { NeedsALook } from '../conflicts/NeedsALook'
import { BringBackDialog } from './BringBackDialog'
import { CompareView } from './CompareView'
import { DeleteVersionDialog } from './DeleteVersionDialog'
import { HistoryContext, type NamedMoment, type Pair, type Wish } from './HistoryContext'
import styles from './HistoryPanel.module.css'
import type { HistoryStore } from './historyStore'
import { NameDialog } from './NameDialog'
import { Timeline } from './Timeline'
import { useHistoryStore } from './useHistoryStore'
import { useNarrow } from './useNarrow'
import { Versions } from './Versions'

/** Whether the server can be asked, and what is shown when it cannot. */
const Situation = ({ store }: { store: HistoryStore }) => {
  const { situation, problem, steps } = useReadable(store)
  switch (situation) {
    case 'loading':
      return <Skeleton label="Reading the history" rows={6} />
    case 'offline':
      return (
        <Note tone="standby" title="The history is on the server">
          It cannot be reached at the moment. {steps.length > 0 ? 'This is what was known before. ' : ''}What you change
          now appears here when the server is back.
        </Note>
      )
    case 'failed':
      return (
        <ErrorNote title="The history could not be read" onRetry={() => void store.refresh()}>
          {problem}
        </ErrorNote>
      )
    case 'here':
      return null
  }
}

type Open =
  | { readonly kind: 'wish'; readonly wish: Wish }
  | { readonly kind: 'name'; readonly moment: NamedMoment }
  | { readonly kind: 'rename' | 'delete'; readonly version: Version }

const Opened = ({ open, store, onClose }: { open: Open; store: HistoryStore; onClose: () => void }) => {
  switch (open.kind) {
    case 'wish':
      return <BringBackDialog wish={open.wish} onClose={onClose} />
    case 'name':
      return (
        <NameDialog
          heading="Name this moment"
          title={open.moment.title}
          description="A named version is kept whole until somebody deletes it."
          onName={(title) => store.nameMoment(title, open.moment.moment)}
          onClose={onClose}
        />
      )
    case 'rename':
      return (
        <NameDialog
          heading="Rename the version"
          title={open.version.title}
          onName={(title) => store.rename(open.version.id, title)}
          onClose={onClose}
        />
      )
    case 'delete':
      return <DeleteVersionDialog version={open.version} store={store} onClose={onClose} />
  }
}

const Contents = () => {
  const store = useHistoryStore()
  const [pair, setPair] = useState<Pair | null>(null)
  const [open, setOpen] = useState<Open | null>(null)
  const [tools] = useState(() => ({
    store,
    compare: setPair,
    wish: (wish: Wish) => setOpen({ kind: 'wish', wish }),
    name: (moment: NamedMoment) => setOpen({ kind: 'name', moment }),
  }))
  return (
    <HistoryContext value={tools}>
      <Situation store={store} />
      <NeedsALook />
      {pair === null ? (
        <>
          <Versions
            onRename={(version) => setOpen({ kind: 'rename', version })}
            onDelete={(version) => setOpen({ kind: 'delete', version })}
          />
          <Timeline />
        </>
      ) : (
        <CompareView pair={pair} onChange={setPair} onBack={() => setPair(null)} />
      )}
      {open === null ? null : <Opened open={open} store={store} onClose={() => setOpen(null)} />}
    </HistoryContext>
  )
}

const Side = ({ onClose }: { onClose: () => void }) => {
  const side = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const [from] = useState(() => document.activeElement)
  useEffect(() => {
    // It may have been opened for something inside, which has the focus then.
    if (!side.current?.contains(document.activeElement)) heading.current?.focus()
    return () => {
      // What led here may be gone: a note about something that is decided by now.
      const back = from?.isConnected ? from : document.querySelector('[role=treegrid]')
      if (back instanceof HTMLElement) back.focus()
    }
  }, [from])
  return (
    <aside
      ref={side}
      className={styles.side}
      aria-labelledby="history-heading"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <header className={styles.header}>
        <h2 id="history-heading" ref={heading} tabIndex={-1} className={styles.title}>
          History
        </h2>
        <IconButton icon="close" size="small" label="Close the history" onPress={onClose} />
      </header>
      <div className={styles.body}>
        <Contents />
      </div>
    </aside>
  )
}

/** What happened to this show, and how it comes back: beside the grid, or over it on a phone. */
export const HistoryPanel = ({ onClose }: { onClose: () => void }) => {
  const isNarrow = useNarrow()
  if (!isNarrow) return <Side onClose={onClose} />
  return (
    <Dialog title="History" size="full" isOpen onClose={onClose}>
      <div className={styles.full}>
        <Contents />
      </div>
    </Dialog>
  )
}
