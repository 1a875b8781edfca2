/**
 * Who has a role in one document alone, and whom a typed name or address means.
 *
 *   rolesIn(document, people) · waitingFor(document, invitations)
 *   suggestions(people) → what can be chosen: names, with the address where two are called the same
 *   meant(typed, people) → that member, an address to invite, or the sentence why it is neither
 */
import type { Member, WaitingInvitation } from '../../api/members'

export interface RoleHere {
  readonly member: Member
  readonly role: string
}

export const rolesIn = (document: string, people: readonly Member[]): readonly RoleHere[] =>
  people.flatMap((member) => {
    const role = member.documents[document]
    return role === undefined ? [] : [{ member, role }]
  })

export const waitingFor = (document: string, invitations: readonly WaitingInvitation[]): readonly WaitingInvitation[] =>
  invitations.filter((one) => one.document === document)

const folded = (text: string): string => text.trim().toLocaleLowerCase()

const suggested = (member: Member, people: readonly Member[]): string => {
  const isAlone = people.filter(({ name }) => folded(name) === folded(member.name)).length === 1
  return isAlone || member.email === '' ? member.name : `${member.name} (${member.email})`
}

export const suggestions = (people: readonly Member[]): readonly string[] => people.map((member) => suggested(member, people))

export type Meant =
  | { readonly kind: 'member'; readonly member: Member }
  | { readonly kind: 'invite'; readonly email: string }
  | { readonly kind: 'nobody'; readonly sentence: string }

export const meant = (typed: string, people: readonly Member[]): Meant => {
  const said = folded(typed)
  if (said === '') return { kind: 'nobody', sentence: 'Give a name or an e-mail address.' }
  const found = people.filter((member) => [member.name, member.email, suggested(member, people)].some((one) => folded(one) === said))
  const [member] = found
  if (member !== undefined && found.length === 1) return { kind: 'member', member }
  if (member !== undefined) return { kind: 'nobody', sentence: 'Several people are called so: choose one from the list.' }
  if (/^\S+@\S+$/.test(said)) return { kind: 'invite', email: typed.trim() }
  return { kind: 'nobody', sentence: 'Nobody here is called so. Give an e-mail address, to invite them.' }
}
