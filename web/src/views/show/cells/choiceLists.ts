/** What can be chosen in the cells that offer a list, by field. */
import { DEPARTMENTS, SEGMENT_TYPES, STATUSES } from '../../../model/schema'
import { DEPARTMENTS as DEPARTMENT_WORDS } from '../../../ui/Department'
import { STATUS_WORDS, typeWord } from '../words'
import type { Choice } from './choices'

export const CHOICES: Readonly<Record<string, readonly Choice[]>> = {
  status: STATUSES.map((value) => ({ value, word: STATUS_WORDS[value] })),
  type: SEGMENT_TYPES.map((value) => ({ value, word: typeWord(value) })),
  department: DEPARTMENTS.map((value) => ({
    value,
    word: DEPARTMENT_WORDS[value].title,
    also: [DEPARTMENT_WORDS[value].prefix],
  })),
}
