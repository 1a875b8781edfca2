/** For whom a private column is, role by role, and how that is said. */
import type { Audience } from '../../../api/companions'

export type Part = 'none' | 'reads' | 'edits'

/** An owner is in every audience, and a guest is nobody by that alone. */
export const AUDIENCES = [
  'stage_manager',
  'show_caller',
  'admin',
  'editor',
  'musical_director',
  'quiz_host',
  'crew',
  'viewer',
] as const
export type AudienceRole = (typeof AUDIENCES)[number]

export const PARTS: readonly { readonly id: Part; readonly label: string }[] = [
  { id: 'none', label: 'Does not see it' },
  { id: 'reads', label: 'Reads' },
  { id: 'edits', label: 'Reads and writes' },
]

export type Parts = Readonly<Record<string, Part>>

export const partsOf = ({ edits, reads }: Audience): Parts => ({
  ...Object.fromEntries(reads.map((role) => [role, 'reads' as const])),
  ...Object.fromEntries(edits.map((role) => [role, 'edits' as const])),
})

export const audienceOf = (parts: Parts): Audience => ({
  edits: AUDIENCES.filter((role) => parts[role] === 'edits'),
  reads: AUDIENCES.filter((role) => parts[role] === 'reads'),
})
