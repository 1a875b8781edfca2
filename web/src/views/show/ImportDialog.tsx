import { useEffect, useRef, useState } from 'react'
import { type ColumnChoices, importInto, sentenceOf } from '../../api'
import { useSession } from '../../react/useSession'
import { me } from '../../sync/person'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorNote } from '../../ui/ErrorNote'
import { Progress } from '../../ui/Progress'
import { showToast } from '../../ui/Toast'
import { ACCEPTED, type Reading, choose, countOf, counted, readFile } from '../library/importFile'
import { TableReading } from '../library/TableReading'
import styles from './ImportDialog.module.css'

const whatIs = ({ content }: Reading): string => {
  const cues = countOf(content, 'cues')
  const segments = counted(countOf(content, 'segments'), 'segment')
  return cues === 0 ? segments : `${segments} with ${counted(cues, 'cue')}`
}

/** Reads the file anew whenever a choice changes; the last reading stays in sight meanwhile. */
const useReading = (file: File | null, choices: ColumnChoices) => {
  const [reading, setReading] = useState<Reading | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    if (!file) return undefined
    let wanted = true
    setProblem(null)
    readFile(file, choices).then(
      (understood) => wanted && setReading(understood),
      (error: unknown) => wanted && setProblem(sentenceOf(error)),
    )
    return () => {
      wanted = false
    }
  }, [file, choices])
  return { reading, problem }
}

/** Adds the rows of a file to this show, after saying how it was understood (D12). */
export const ImportDialog = ({ onClose }: { onClose: () => void }) => {
  const { name } = useSession()
  const [file, setFile] = useState<File | null>(null)
  const [choices, setChoices] = useState<ColumnChoices>({})
  const [working, setWorking] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const { reading, problem } = useReading(file, choices)

  const add = async (): Promise<void> => {
    if (!reading) return
    setWorking(true)
    try {
      await importInto(name, reading.content, me())
      showToast({ tone: 'go', text: `${whatIs(reading)} imported.` })
      onClose()
    } catch (error) {
      showToast({ tone: 'stop', text: `The import did not work. ${sentenceOf(error)} Nothing was changed.` })
      setWorking(false)
    }
  }

  return (
    <Dialog
      title={file ? `Import ${file.name}` : 'Import into this show'}
      size={reading?.kind === 'table' ? 'large' : 'medium'}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button tone="primary" isDisabled={!reading} isPending={working} onPress={() => void add()}>
            {reading ? `Add ${whatIs(reading)}` : 'Add'}
          </Button>
        </>
      }
    >
      <p className={styles.about}>
        A table (CSV, XLSX) or an exported show (JSON). Its rows are added at the end; rows that were exported from this
        show are found again and not doubled.
      </p>
      <input
        ref={picker}
        type="file"
        hidden
        accept={ACCEPTED.join()}
        aria-label="File to import"
        onChange={(event) => {
          setChoices({})
          setFile(event.target.files?.[0] ?? null)
        }}
      />
      <div>
        <Button icon="import" onPress={() => picker.current?.click()}>
          {file ? 'Choose another file' : 'Choose a file'}
        </Button>
      </div>
      {problem === null ? null : (
        <ErrorNote title="This file could not be read">{problem} Nothing was changed.</ErrorNote>
      )}
      {file && !reading && problem === null ? <Progress label="Reading the file…" /> : null}
      {reading?.kind === 'table' ? (
        <TableReading
          preview={reading.preview}
          isBusy={working}
          onChoose={(index, field) => setChoices(choose(reading.preview.columns, choices, { index, field }))}
        />
      ) : null}
    </Dialog>
  )
}
