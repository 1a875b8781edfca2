/**
 * Accounts, roles and links over the REST paths: what a test about them begins with.
 *
 *   await setUp(server, ana)                       the first account, in Ana's browser
 *   await invited(ana, ben, 'editor')              Ben takes up an invitation of Ana's, in his browser
 *   const link = await shared(ana, name, 'crew')   a link to a document;  await opensLink(cem, link, 'Cem')
 */
import type { Contents } from './shows'
import type { Person } from './person'
import type { Server } from './server'

export const PASSWORD = 'the horse on the fly floor'

const emailOf = ({ name }: Person): string => `${name.toLowerCase().replaceAll(/[^a-z]/g, '.')}@example.org`

export const asks = async <T>({ context }: Person, method: string, path: string, data?: unknown): Promise<T> => {
  const response = await context.request.fetch(`/api${path}`, { method, ...(data === undefined ? {} : { data }) })
  if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`)
  return (await response.json()) as T
}

export const setUp = async (server: Server, person: Person): Promise<void> => {
  const account = { name: person.name, email: emailOf(person), password: PASSWORD }
  await asks(person, 'POST', '/setup', { code: server.setupCode, server: 'The Venue', ...account })
}

/** Signs the same person in at another browser. */
export const signsIn = async (person: Person): Promise<void> =>
  void (await asks(person, 'POST', '/login', { email: emailOf(person), password: PASSWORD }))

export const workspaceOf = async (person: Person): Promise<string> => {
  const { workspaces } = await asks<{ workspaces: { id: string }[] }>(person, 'GET', '/me')
  const [first] = workspaces
  if (first === undefined) throw new Error(`${person.name} is in no workspace`)
  return first.id
}

export const invited = async (owner: Person, guest: Person, role: string): Promise<void> => {
  const path = `/workspaces/${await workspaceOf(owner)}/invitations`
  const { link } = await asks<{ link: string }>(owner, 'POST', path, { email: emailOf(guest), role })
  await asks(guest, 'POST', '/invitations', { link, name: guest.name, password: PASSWORD })
}

/** Gives the document's name. */
export const ownShow = async (person: Person, title: string, { show = {}, segments = [], cues = [] }: Contents = {}): Promise<string> => {
  const content = { meta: { kind: 'show', title }, show, segments, cues }
  const made = await asks<{ document: { name: string } }>(person, 'POST', '/documents', { kind: 'show', title, content })
  return made.document.name
}

export const shared = async (person: Person, documentName: string, role: string): Promise<string> =>
  (await asks<{ link: string }>(person, 'POST', `/documents/${documentName}/shares`, { role })).link

export const opensLink = async (person: Person, link: string): Promise<void> =>
  void (await asks(person, 'POST', '/links', { link, name: person.name }))
