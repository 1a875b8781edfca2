import { type FormEvent, useState } from 'react'
import { type Content, sentenceOf } from '../../api'
import type { Workspace } from '../../api/people'
import { navigate, showPath } from '../../routes'
import { Button } from '../../ui/Button'
import { Choice } from '../../ui/Choice'
import { Dialog } from '../../ui/Dialog'
import { ErrorNote } from '../../ui/ErrorNote'
import { Field } from '../../ui/Field'
import { library } from './ourLibrary'
import { inPlace, PlaceField } from './PlaceField'
import styles from './NewShowDialog.module.css'

const FORM = 'new-show'
const STARTS = [
  { id: 'blank', label: 'Blank', description: 'An empty run of show.' },
  {
    id: 'sample',
    label: 'Sample production',
    description: 'A complete one-evening conference to look around in: segments, cues in six departments, times.',
  },
] as const
type Start = (typeof STARTS)[number]['id']

/** Asks for a title and what to start from, makes the show and opens it. */
export const NewShowDialog = ({ places, onClose }: { places: readonly Workspace[]; onClose: () => void }) => {
  const [title, setTitle] = useState('')
  const [start, setStart] = useState<Start>('blank')
  const [place, setPlace] = useState(places[0]?.id ?? '')
  const [isMaking, setMaking] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const make = async (event: FormEvent) => {
    event.preventDefault()
    setMaking(true)
    try {
      const show = await library.create({ title: titleFor(title, start), ...contentsOf(start), ...inPlace(places, place) })
      navigate(showPath(show.name))
    } catch (error) {
      setProblem(sentenceOf(error))
      setMaking(false)
    }
  }
  return (
    <Dialog
      title="New show"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={FORM} tone="primary" isPending={isMaking}>
            Create show
          </Button>
        </>
      }
    >
      <form id={FORM} className={styles.form} onSubmit={(event) => void make(event)}>
        <Field label="Title" placeholder="e.g. Spring gala" value={title} onChange={setTitle} maxLength={200} autoFocus />
        <Choice label="Start from" options={STARTS} value={start} onChange={setStart} />
        <PlaceField places={places} value={place} onChange={setPlace} />
        {problem === null ? null : <ErrorNote title="The show could not be created">{problem}</ErrorNote>}
      </form>
    </Dialog>
  )
}

/** A show begins where its maker is: "now" would mean another hour elsewhere. */
const contentsOf = (start: Start): { sample: true } | { content: Content } =>
  start === 'sample' ? { sample: true } : { content: { show: { time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone } } }

// The sample has a title of its own, which the server gives when none is asked for.
const titleFor = (title: string, start: Start): string => title.trim() || (start === 'sample' ? '' : 'Untitled show')
