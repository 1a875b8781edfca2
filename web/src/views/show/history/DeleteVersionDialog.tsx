import { useState } from 'react'
import { sentenceOf } from '../../../api'
import type { Version } from '../../../api/history'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { ErrorNote } from '../../../ui/ErrorNote'
import type { HistoryStore } from './historyStore'

interface Props {
  version: Version
  store: HistoryStore
  onClose: () => void
}

/** A deleted version does not come back, so this is asked. */
export const DeleteVersionDialog = ({ version, store, onClose }: Props) => {
  const [problem, setProblem] = useState<string | null>(null)
  const remove = async (): Promise<void> => {
    try {
      await store.remove(version.id)
      onClose()
    } catch (error) {
      setProblem(sentenceOf(error))
    }
  }
  return (
    <Dialog
      title="Delete this version?"
      role="alertdialog"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button tone="danger" icon="trash" onPress={() => void remove()}>
            Delete
          </Button>
        </>
      }
    >
      <p>“{version.title}” cannot be brought back after that. The show itself stays as it is.</p>
      {problem === null ? null : <ErrorNote title="It was not deleted">{problem}</ErrorNote>}
    </Dialog>
  )
}
