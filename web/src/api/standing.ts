/**
 * What one may do here: on this server, in each workspace, with one document.
 *
 *   standing.get()                 null until the server has said it
 *   refreshStanding()              asks, and never fails: without the server what was known stays
 *   workspacesWith(standing, right)
 */
import { call, listDocuments } from '../api'
import { Cell, type Readable } from '../sync/readable'

export interface OwnWorkspace {
  readonly id: string
  readonly name: string
  readonly rights: readonly string[]
}

export interface Standing {
  /** open: whoever reaches the server may do everything, and there is nobody to share with. */
  readonly mode: 'open' | 'accounts'
  readonly visitor: { readonly kind: 'account' | 'guest'; readonly id: string; readonly name: string } | null
  readonly workspaces: readonly OwnWorkspace[]
}

const known = new Cell<Standing | null>(null)

export const standing: Readable<Standing | null> = known

export const refreshStanding = async (): Promise<Standing | null> => {
  try {
    known.set((await call('/me')) as Standing)
  } catch {
    // What needs the server says so itself where it is asked for.
  }
  return known.get()
}

/** Whether there are people, roles and links here at all. */
export const hasPeople = (me: Standing | null): boolean => me?.mode === 'accounts'

/** Whether there is an account behind this browser, which keeps things for all of its devices. */
export const hasAccount = (me: Standing | null): boolean => me?.mode === 'accounts' && me.visitor?.kind === 'account'

export const workspacesWith = (me: Standing | null, right: string): readonly OwnWorkspace[] =>
  hasPeople(me) ? (me?.workspaces ?? []).filter(({ rights }) => rights.includes(right)) : []

/** Where one may make shows; null where nobody is asked: on an open server, and as long as nothing is known. */
export const placesForShows = (me: Standing | null): readonly OwnWorkspace[] | null =>
  hasPeople(me) ? workspacesWith(me, 'manage_documents') : null

/** Whether one may do something with a listed document; a list that says nothing of rights forbids nothing. */
export const allows = ({ rights }: { readonly rights?: readonly string[] }, right: string): boolean =>
  rights === undefined || rights.includes(right)

/** Nobody gives away more than they have (A9). */
export const mayGive = (own: readonly string[], given: readonly string[]): boolean => given.every((right) => own.includes(right))

/** What one may do with a document; nothing with one that is not there for oneself. */
export const rightsOn = async (documentName: string): Promise<readonly string[]> =>
  (await listDocuments()).find(({ name }) => name === documentName)?.rights ?? []
