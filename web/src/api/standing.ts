/** What one may do here: in a workspace, with a document. What the server says of it is in visit.ts. */
import { listDocuments } from '../api'
import type { Me, Workspace } from './people'
import { hasAccounts } from './visit'

/** Whether there is an account behind this browser, which keeps things for all of its devices. */
export const isAccount = (me: Me | null): boolean => hasAccounts(me) && me?.visitor?.kind === 'account'

/** The workspaces one has rights in, beyond what is shared one by one; none where there are no accounts. */
export const ownWorkspaces = (me: Me | null): readonly Workspace[] =>
  hasAccounts(me) ? (me?.workspaces ?? []).filter(({ rights }) => rights.length > 0) : []

/** Where one may make shows; null where nobody is asked: on an open server, and as long as nothing is known. */
export const placesForShows = (me: Me | null): readonly Workspace[] | null =>
  hasAccounts(me) ? ownWorkspaces(me).filter(({ rights }) => rights.includes('manage_documents')) : null

/** Whether one may do something with a listed document; a list that says nothing of rights forbids nothing. */
export const allows = ({ rights }: { readonly rights?: readonly string[] }, right: string): boolean =>
  rights === undefined || rights.includes(right)

/** Nobody gives away more than they have (A9). */
export const mayGive = (own: readonly string[], given: readonly string[]): boolean => given.every((right) => own.includes(right))

export interface Standing {
  readonly rights: readonly string[]
  /** The id of the document's workspace, if one is in it; else "". */
  readonly workspace: string
}

/** What one may do with a document; nothing with one that is not there for oneself. */
export const standingOn = async (documentName: string): Promise<Standing> => {
  const { rights = [], workspace = '' } = (await listDocuments()).find(({ name }) => name === documentName) ?? {}
  return { rights, workspace }
}
