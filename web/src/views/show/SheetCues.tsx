import { useMemo } from 'react'
import { inDepartment, newCue } from '../../model/cueNumbers'
import { DEPARTMENTS, type Cue, type Values } from '../../model/schema'
import { SHOW } from '../../model/schema.gen'
import { deleteCues, insertCues, setFields } from '../../model/showEdits'
import { useDoc } from '../../react/useDoc'
import { Button } from '../../ui/Button'
import { DEPARTMENTS as DEPARTMENT_WORDS, Department } from '../../ui/Department'
import { IconButton } from '../../ui/IconButton'
import { Select } from '../../ui/Select'
import { PlainField } from './cells/PlainField'
import { SharedTextField } from './cells/SharedTextField'
import { useDesk } from './DeskContext'
import { peersIn } from './peers'
import styles from './SegmentSheet.module.css'
import { nameOf, quoted } from './words'

const OPTIONS = DEPARTMENTS.map((id) => ({ id, label: DEPARTMENT_WORDS[id].title }))

const SheetCue = ({ cue }: { cue: Cue }) => {
  const desk = useDesk()
  const { id } = cue
  const { doc } = desk.session
  const peers = useDoc(
    desk.session.presence,
    useMemo(() => peersIn(id), [id]),
  )
  const set = (values: Values<'cues'>): void => setFields(doc, 'cues', [id], values, desk.context())
  const remove = (): void => {
    deleteCues(doc, [id], desk.context())
    desk.announce(`Cue ${quoted(cue.label)} deleted`, { undo: true })
  }
  const said = nameOf(cue.label)
  return (
    <li className={styles.cue}>
      <div className={styles.cueHead}>
        <Department department={cue.department} />
        <Select
          label={`Department of ${said}`}
          labelHidden
          size="small"
          options={OPTIONS}
          value={cue.department}
          onChange={(department) => set(inDepartment(desk.show, cue, department))}
        />
        <PlainField
          boxed
          label={`Number of ${said}`}
          value={cue.number}
          limit={SHOW.roots.cues.fields.number.limit}
          onCommit={(number) => set({ number })}
        />
        <IconButton icon="trash" size="small" label={`Delete the cue ${said}`} onPress={remove} />
      </div>
      <SharedTextField
        boxed
        record="cues"
        id={id}
        field="label"
        label={`What the cue ${said} does`}
        lines="one"
        peers={peers.filter((peer) => peer.field === 'label')}
        placeholder="What it does"
      />
      <SharedTextField
        boxed
        record="cues"
        id={id}
        field="note"
        label={`Note of the cue ${said}`}
        lines="many"
        peers={peers.filter((peer) => peer.field === 'note')}
        placeholder="When and how"
      />
    </li>
  )
}

/** The cues of a segment, on its sheet. */
export const SheetCues = ({ segment, cues }: { segment: string; cues: readonly Cue[] }) => {
  const desk = useDesk()
  const add = (): void => {
    const end = { before: null }
    insertCues(desk.session.doc, segment, end, [newCue(desk.show, segment, end)], desk.context())
  }
  return (
    <section className={styles.cues} aria-label="Cues">
      <h3 className={styles.heading}>Cues</h3>
      <ul className={styles.cueList}>
        {cues.map((cue) => (
          <SheetCue key={cue.id} cue={cue} />
        ))}
      </ul>
      <Button size="small" icon="add" onPress={add}>
        Add a cue
      </Button>
    </section>
  )
}
