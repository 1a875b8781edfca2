/**
 * Why the server does not open a document: it is asked, rather than its sentence read.
 *
 *   partingFrom(answer, epoch) → Parting      `epoch` is that of the copy on this device, null without a copy
 *
 * Where people sign in, the server answers for what somebody may not see as if it were not there.
 */
import { hasAccounts, visit } from '../../api/visit'
import { ApiError, type DocumentEntry, readDocument } from '../../api'
import type { ShowContent } from '../../model/content'

export type Parting =
  | { readonly kind: 'deleted' | 'unknown' | 'unclear' }
  /** The server does not know who asks, or knows and shows them no such document. */
  | { readonly kind: 'signIn' | 'notYours' }
  /** The copy on this device descends from another history of the document (R10). */
  | { readonly kind: 'otherHistory'; readonly theirs: ShowContent }

interface Answer {
  readonly document: DocumentEntry
  readonly content?: unknown
}

const CODES: Readonly<Record<string, 'deleted' | 'unknown' | 'signIn'>> = {
  deleted: 'deleted',
  not_found: 'unknown',
  not_signed_in: 'signIn',
}

export const partingFrom = (answer: unknown, epoch: string | null): Parting => {
  if (answer instanceof ApiError) return { kind: CODES[answer.code] ?? 'unclear' }
  const content = (answer as Partial<Answer> | null)?.content as ShowContent | undefined
  if (epoch === null || content?.meta === undefined || content.meta.epoch === epoch) return { kind: 'unclear' }
  return { kind: 'otherHistory', theirs: content }
}

export const askWhy = async (name: string, epoch: string | null): Promise<Parting> => {
  const answer: unknown = await readDocument(name).catch((error: unknown) => error)
  const parting = partingFrom(answer, epoch)
  if (parting.kind === 'signIn') await visit.refresh()
  return parting.kind === 'unknown' && hasAccounts(visit.get().me) ? { kind: 'notYours' } : parting
}
