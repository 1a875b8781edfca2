import { useState } from 'react'
import { sentenceOf } from '../../../api'
import { announce } from '../../../ui/Announcer'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorNote } from '../../../ui/ErrorNote'
import { Note } from '../../../ui/Note'
import { Skeleton } from '../../../ui/Skeleton'
import { showToast } from '../../../ui/Toast'
import { count } from '../words'
import { ChangeLine } from './ChangeLine'
import changes from './Changes.module.css'
import { useHistory, type Wish } from './HistoryContext'
import { useComparison } from './useComparison'

/** Shows what bringing something back would change, and does it when that is confirmed. */
export const BringBackDialog = ({ wish, onClose }: { wish: Wish; onClose: () => void }) => {
  const { store } = useHistory()
  const { moment, path, what } = wish
  const preview = useComparison(store, 'now', moment, path, null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const amount = preview.kind === 'here' ? preview.comparison.amount : 0

  const bringBack = async (): Promise<void> => {
    setBusy(true)
    try {
      const done = await store.bringBack(moment, path)
      const said = `Brought back: ${count(done.amount, 'change')}`
      announce(said)
      showToast({ text: said, tone: 'go' })
      onClose()
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(false)
    }
  }

  return (
    <Dialog
      title="Bring back?"
      size="medium"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button tone="primary" icon="restore" isDisabled={amount === 0} isPending={isBusy} onPress={() => void bringBack()}>
            Bring back
          </Button>
        </>
      }
    >
      <p>
        This brings back {what}. It is a new edit like any other: everybody sees it, and it can be taken back from the
        history in the same way.
      </p>
      {preview.kind === 'loading' ? <Skeleton label="Finding out what would change" rows={3} /> : null}
      {preview.kind === 'failed' ? <ErrorNote title="It cannot be shown what would change">{preview.problem}</ErrorNote> : null}
      {preview.kind === 'here' && amount === 0 ? <Note>It is so already: nothing would change.</Note> : null}
      {preview.kind === 'here' && amount > 0 ? (
        <section aria-label="What would change">
          <ul className={changes.list}>
            {preview.comparison.changes.map((change) => (
              <ChangeLine key={`${change.path} ${change.action}`} change={change} />
            ))}
          </ul>
        </section>
      ) : null}
      {problem === null ? null : <ErrorNote title="It was not brought back">{problem}</ErrorNote>}
    </Dialog>
  )
}
