import { expect, it } from 'vitest'
import type { Member, WaitingInvitation } from '../../api/members'
import { mayChange, People, type PeopleServer } from './people'
import type { Me } from '../../api/people'
import { workspaceOf } from './workspace'

const member = (id: string, role: string): Member => ({
  id,
  name: id,
  email: '',
  role,
  documents: {},
  last_active_at: null,
  disabled: false,
})

/** A server with its people in memory. */
const server = (...members: Member[]): PeopleServer => {
  let people = members
  let invitations: WaitingInvitation[] = []
  return {
    list: async () => ({ people, invitations }),
    give: async (account, role) => void (people = people.map((one) => (one.id === account ? { ...one, role } : one))),
    remove: async (account) => void (people = people.filter(({ id }) => id !== account)),
    invite: async ({ email, role }) => {
      const invitation = { id: email, email, role, document: '', created_at: 0, expires_at: 1 }
      invitations = [...invitations, invitation]
      return { invitation, link: `cbi_${email}`, addresses: [] }
    },
    takeBack: async (id) => void (invitations = invitations.filter((one) => one.id !== id)),
  }
}

it('U12 what is done is drawn as the server has it afterwards', async () => {
  const people = new People(server(member('ana', 'owner'), member('ben', 'crew')))
  await people.refresh()
  await people.give('ben', 'editor')
  expect(people.get().people.map(({ role }) => role)).toEqual(['owner', 'editor'])
  await people.remove('ben')
  expect(people.get().people.map(({ id }) => id)).toEqual(['ana'])
})

it('U12 an invitation gives its link once, waits, and is taken back', async () => {
  const people = new People(server(member('ana', 'owner')))
  await people.refresh()
  expect((await people.invite({ email: 'cem@example.org', role: 'crew' })).link).toBe('cbi_cem@example.org')
  expect(people.get().invitations.map(({ email }) => email)).toEqual(['cem@example.org'])
  expect(JSON.stringify(people.get())).not.toContain('cbi_')
  await people.takeBack('cem@example.org')
  expect(people.get().invitations).toEqual([])
})

const ROLES = [
  { role: 'owner', rights: ['read', 'edit', 'manage_members', 'host_quiz'] },
  { role: 'admin', rights: ['read', 'edit', 'manage_members'] },
  { role: 'crew', rights: ['read'] },
]

it.each([
  ['admin', 'crew', true],
  ['admin', 'owner', false],
  ['owner', 'owner', true],
  ['crew', 'crew', false],
])('U12 whether a %s is offered to change a %s: %s', (own, role, may) => {
  const rights = ROLES.find((one) => one.role === own)?.rights ?? []
  expect(mayChange(role, rights, ROLES)).toBe(may)
})

it('the workspace that was chosen is shown, else the first; on an open server there is none', () => {
  const workspaces = [
    { id: '1', name: 'House', rights: ['read'] },
    { id: '2', name: 'Tour', rights: ['read'] },
    { id: '3', name: 'One show of it is shared', rights: [] },
  ]
  const me = (mode: Me['mode']): Me => ({ mode, needs_setup: false, oidc: null, server: '', visitor: null, workspaces })
  expect(workspaceOf(me('accounts'), '2')?.name).toBe('Tour')
  expect(workspaceOf(me('accounts'), 'gone')?.name).toBe('House')
  expect(workspaceOf(me('open'), '2')).toBeNull()
  expect(workspaceOf(null, '2')).toBeNull()
})
