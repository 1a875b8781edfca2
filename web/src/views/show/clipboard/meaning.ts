/**
 * What a pasted text means in a cell: the same as if it had been typed there.
 *
 *   meaningOf(kind, text, times) → the values to write, or null when it makes no sense there
 */
import type { RecordName } from '../../../model/schema'
import { fieldOf } from '../../../model/records'
import type { CellKind, EditorKind } from '../columns'
import { CHOICES } from '../cells/choiceLists'
import { calledSo } from '../cells/choices'
import { isTime, readTyped, timeValues, TIMES } from '../cells/typedTime'

export type Written = Readonly<Record<string, unknown>>

/** What a typed time is read against; see readTyped. */
export interface Times {
  readonly value: number | null
  readonly planned: number
  readonly near: number
  readonly now: number
}

interface Pasted {
  readonly record: RecordName
  readonly field: string
  readonly text: string
  readonly times: Times
}

/** Too long a text is refused rather than cut: nobody would notice what is missing. */
const text = ({ record, field, text: pasted }: Pasted): Written | null => {
  const { limit = Infinity } = fieldOf(record, field)
  return Array.from(pasted).length > limit ? null : { [field]: pasted }
}

const time = ({ field, text: pasted, times }: Pasted): Written | null => {
  if (!isTime(field)) return null
  const read = readTyped(TIMES[field], pasted, times)
  return read.ok ? timeValues(field, read.value) : null
}

/** An empty cell means what a new row has. */
const choice = ({ record, field, text: pasted }: Pasted): Written | null => {
  if (pasted.trim() === '') return { [field]: fieldOf(record, field).default }
  const chosen = calledSo(CHOICES[field] ?? [], pasted)
  return chosen ? { [field]: chosen.value } : null
}

const trimmed = (pasted: Pasted): Pasted => ({ ...pasted, text: pasted.text.trim() })

const MEANINGS: Readonly<Record<EditorKind, (pasted: Pasted) => Written | null>> = {
  line: text,
  lines: text,
  plain: (pasted) => text(trimmed(pasted)),
  time,
  duration: time,
  choice,
  openChoice: (pasted) => choice(pasted) ?? text(trimmed(pasted)),
}

export const meaningOf = (record: RecordName, kind: CellKind, pasted: string, times: Times): Written | null =>
  MEANINGS[kind.editor]({ record, field: kind.field, text: pasted, times })
