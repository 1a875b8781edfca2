import { useEffect, useState } from 'react'
import { type ColumnChoices, sentenceOf } from '../../api'
import type { Workspace } from '../../api/people'
import { navigate, showPath } from '../../routes'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { ErrorNote } from '../../ui/ErrorNote'
import { Field } from '../../ui/Field'
import { Progress } from '../../ui/Progress'
import { showToast } from '../../ui/Toast'
import { choose, counted, countOf, readFile, type Reading } from './importFile'
import styles from './ImportDialog.module.css'
import { library } from './ourLibrary'
import { inPlace, PlaceField } from './PlaceField'
import { TableReading } from './TableReading'

interface Props {
  file: File
  /** Where the show can go. */
  places: readonly Workspace[]
  onClose: () => void
}

/** Shows how a file was understood, lets the person correct that, and makes a show of it (D12). */
export const ImportDialog = ({ file, places, onClose }: Props) => {
  const [choices, setChoices] = useState<ColumnChoices>({})
  const { reading, problem, isReading } = useReading(file, choices)
  const [typedTitle, setTitle] = useState<string | null>(null)
  const [place, setPlace] = useState(places[0]?.id ?? '')
  const [isMaking, setMaking] = useState(false)
  const title = typedTitle ?? reading?.title ?? ''
  const segments = reading === null ? 0 : countOf(reading.content, 'segments')
  const make = async () => {
    if (reading === null) return
    setMaking(true)
    try {
      const show = await library.create({ title: title.trim() || 'Untitled show', content: reading.content, ...inPlace(places, place) })
      showToast({ tone: 'go', text: `${counted(segments, 'segment')} imported.` })
      navigate(showPath(show.name))
    } catch (error) {
      showToast({ tone: 'stop', text: `The import did not work. ${sentenceOf(error)} Nothing was created.` })
      setMaking(false)
    }
  }
  return (
    <Dialog
      title={`Import ${file.name}`}
      size={reading?.kind === 'table' ? 'large' : 'medium'}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button
            tone="primary"
            isPending={isMaking}
            isDisabled={reading === null || segments === 0 || isReading}
            onPress={() => void make()}
          >
            {reading === null ? 'Import' : `Import ${counted(segments, 'segment')}`}
          </Button>
        </>
      }
    >
      {isMaking ? <Progress label={`Importing ${counted(segments, 'segment')}…`} /> : null}
      {problem === null ? null : <ErrorNote title="This file could not be read">{problem} Nothing was created.</ErrorNote>}
      {reading === null ? (
        isReading ? <Progress label="Reading the file…" /> : null
      ) : (
        <>
          <div className={styles.title}>
            <Field label="Title of the new show" value={title} onChange={setTitle} maxLength={200} />
            <PlaceField places={places} value={place} onChange={setPlace} />
          </div>
          <Summary reading={reading} />
          {reading.kind === 'table' ? (
            <TableReading
              preview={reading.preview}
              isBusy={isReading}
              onChoose={(index, field) => setChoices(choose(reading.preview.columns, choices, { index, field }))}
            />
          ) : null}
        </>
      )}
    </Dialog>
  )
}

const Summary = ({ reading }: { reading: Reading }) => {
  const segments = counted(countOf(reading.content, 'segments'), 'segment')
  const cues = countOf(reading.content, 'cues')
  return (
    <p className={styles.summary}>
      <strong>{segments}</strong>
      {cues === 0 ? null : ` with ${counted(cues, 'cue')}`} will be in the new show.
    </p>
  )
}

interface Settled {
  /** What was asked when this was the answer. */
  readonly choices: ColumnChoices | null
  readonly reading: Reading | null
  readonly problem: string | null
}

/** Reads the file anew whenever a choice changes; the last reading stays in sight meanwhile. */
const useReading = (file: File, choices: ColumnChoices) => {
  const [last, setLast] = useState<Settled>({ choices: null, reading: null, problem: null })
  useEffect(() => {
    let isWanted = true
    const settle = (result: Partial<Settled>) => {
      if (isWanted) setLast((before) => ({ ...before, problem: null, ...result, choices }))
    }
    readFile(file, choices).then(
      (reading) => settle({ reading }),
      (error: unknown) => settle({ problem: sentenceOf(error) }),
    )
    return () => {
      isWanted = false
    }
  }, [file, choices])
  return { ...last, isReading: last.choices !== choices }
}
