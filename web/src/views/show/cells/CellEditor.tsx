import type { ReactElement } from 'react'
import { inDepartment } from '../../../model/cueNumbers'
import { setFields } from '../../../model/showEdits'
import type { Cue, RecordName, Status, Values } from '../../../model/schema'
import { SHOW } from '../../../model/schema.gen'
import { DEPARTMENTS as DEPARTMENT_WORDS, Department, type DepartmentName } from '../../../ui/Department'
import type { EditorKind } from '../columns'
import { useDesk } from '../DeskContext'
import type { ShowDesk } from '../desk'
import type { Editing } from '../grid/selection'
import type { Peer } from '../peers'
import { type ShowRow, nearOf } from '../rows'
import { count } from '../words'
import { ChoiceField, type ChoiceFieldProps } from './ChoiceField'
import { PlainField } from './PlainField'
import { SharedTextField } from './SharedTextField'
import { StatusMark } from './StatusMark'
import { TimeField } from './TimeField'
import { CHOICES } from './choiceLists'
import { TIMES, timeOfDay, timeValues } from './typedTime'

export interface CellEditorProps {
  row: Extract<ShowRow, { kind: 'segment' | 'cue' }>
  field: string
  editor: EditorKind
  label: string
  start: Editing
  peers: readonly Peer[]
}

interface Here extends CellEditorProps {
  desk: ShowDesk
  record: RecordName
}

/** The value of a field as it is now; every field of the two records that has such an editor is a text. */
const textIn = ({ row, field }: Here): string => {
  const record: object = row.kind === 'segment' ? row.segment : row.cue
  return String((record as Readonly<Record<string, unknown>>)[field] ?? '')
}

const timeField = ({ desk, row, field, label, start }: Here): ReactElement | null => {
  if (row.kind !== 'segment') return null
  const name = field as keyof typeof TIMES
  const fixed = name === 'duration' ? row.times.duration : row.segment[name]
  return (
    <TimeField
      kind={TIMES[name]}
      label={label}
      value={fixed}
      planned={row.times[name]}
      near={name === 'duration' ? 0 : nearOf(row.times)[name]}
      now={() => timeOfDay(Date.now(), desk.show.show.time_zone)}
      start={start}
      opened={desk.editing.opened}
      onCommit={(value) => setFields(desk.session.doc, 'segments', [row.id], timeValues(field, value), desk.context())}
    />
  )
}

const DepartmentChoice = ({ name }: { name: DepartmentName }) => (
  <>
    <Department department={name} /> {DEPARTMENT_WORDS[name].title}
  </>
)

const LOOKS: Readonly<Record<string, (value: string) => ReactElement>> = {
  status: (value) => <StatusMark status={value as Status} />,
  department: (value) => <DepartmentChoice name={value as DepartmentName} />,
}

/** The number of a new cue goes with its department. */
const cueValues = (desk: ShowDesk, cue: Cue, field: string, value: string): Values<'cues'> =>
  field === 'department' ? inDepartment(desk.show, cue, value as DepartmentName) : { [field]: value }

/** A choice is meant for all rows that are picked along with this one. */
const choose = ({ desk, record, row, field, label }: Here, value: string): void => {
  const picked = record === 'segments' ? desk.selectedSegments : desk.selectedCues
  const ids = picked.includes(row.id) ? picked : [row.id]
  const { doc } = desk.session
  if (row.kind === 'cue' && ids.length === 1) setFields(doc, 'cues', ids, cueValues(desk, row.cue, field, value), desk.context())
  else setFields(doc, record, ids, { [field]: value }, desk.context())
  if (ids.length > 1) desk.announce(`${label} of ${count(ids.length, 'row')} changed`, { undo: true })
}

/** Whoever begins a new cue with what it does, in the cell of its department, has not typed in vain. */
const asLabel = ({ desk, row, field }: Here): ChoiceFieldProps['otherwise'] => {
  if (row.kind !== 'cue' || field !== 'department' || row.cue.label !== '') return undefined
  return {
    said: 'No department; Enter keeps it as what the cue does.',
    take: (label) => setFields(desk.session.doc, 'cues', [row.id], { label }, desk.context()),
  }
}

const choiceField = (here: Here): ReactElement => {
  const { desk, field, label, start, editor } = here
  const look = LOOKS[field]
  return (
    <ChoiceField
      label={label}
      value={textIn(here)}
      choices={CHOICES[field] ?? []}
      free={editor === 'openChoice'}
      limit={field === 'department' ? SHOW.roots.cues.fields.label.limit : SHOW.roots.segments.fields.type.limit}
      otherwise={asLabel(here)}
      {...(look ? { look } : {})}
      start={start}
      opened={desk.editing.opened}
      onCommit={(value) => choose(here, value)}
      onPick={() => desk.editing.commit()}
    />
  )
}

const textField = ({ record, row, field, label, start, peers, editor }: Here): ReactElement => (
  <SharedTextField
    record={record}
    id={row.id}
    field={field}
    label={label}
    lines={editor === 'lines' ? 'many' : 'one'}
    peers={peers}
    start={start}
  />
)

const plainField = (here: Here): ReactElement => {
  const { desk, record, row, field, label, start } = here
  return (
    <PlainField
      label={label}
      value={textIn(here)}
      limit={SHOW.roots.cues.fields.number.limit}
      start={start}
      opened={desk.editing.opened}
      onCommit={(value) => setFields(desk.session.doc, record, [row.id], { [field]: value }, desk.context())}
    />
  )
}

const EDITORS: Readonly<Record<EditorKind, (here: Here) => ReactElement | null>> = {
  line: textField,
  lines: textField,
  plain: plainField,
  time: timeField,
  duration: timeField,
  choice: choiceField,
  openChoice: choiceField,
}

/** The field that takes the place of a cell's contents while it is edited. */
export const CellEditor = (props: CellEditorProps) => {
  const desk = useDesk()
  return EDITORS[props.editor]({ ...props, desk, record: props.row.kind === 'segment' ? 'segments' : 'cues' })
}
