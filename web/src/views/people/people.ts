/**
 * Who is in a workspace, as its page shows them: asked for, and asked for again after every change, because a change
 * of a role can change what else one may do.
 */
import { isUnreachable, sentenceOf } from '../../api'
import type { MadeInvitation, Member, People as Listed, WaitingInvitation } from '../../api/members'
import { Cell, type Readable } from '../../sync/readable'

export interface PeopleState {
  /** away: the server does not answer; what it said before stays. */
  readonly situation: 'loading' | 'here' | 'away' | 'failed'
  readonly people: readonly Member[]
  readonly invitations: readonly WaitingInvitation[]
  readonly problem: string
}

/** What is needed of the server: these functions of api/members.ts, for one workspace. */
export interface PeopleServer {
  list(): Promise<Listed>
  give(account: string, role: string): Promise<void>
  remove(account: string): Promise<void>
  invite(who: { readonly email: string; readonly role: string }): Promise<MadeInvitation>
  takeBack(id: string): Promise<void>
}

export class People implements Readable<PeopleState> {
  readonly #server: PeopleServer
  readonly #state = new Cell<PeopleState>({ situation: 'loading', people: [], invitations: [], problem: '' })

  #asked = 0

  constructor(server: PeopleServer) {
    this.#server = server
  }

  readonly get = this.#state.get
  readonly subscribe = this.#state.subscribe

  async refresh(): Promise<void> {
    // What was asked before is not news any more, neither that it is so nor that the server is away.
    const asked = ++this.#asked
    try {
      const listed = await this.#server.list()
      if (asked === this.#asked) this.#state.set({ ...listed, situation: 'here', problem: '' })
    } catch (error) {
      if (asked === this.#asked) this.#state.set({ ...this.#state.get(), situation: isUnreachable(error) ? 'away' : 'failed', problem: sentenceOf(error) })
    }
  }

  async give(account: string, role: string): Promise<void> {
    await this.#server.give(account, role)
    await this.refresh()
  }

  async remove(account: string): Promise<void> {
    await this.#server.remove(account)
    await this.refresh()
  }

  /** Gives the invitation with its link, which is told this once. */
  async invite(who: { readonly email: string; readonly role: string }): Promise<MadeInvitation> {
    const made = await this.#server.invite(who)
    await this.refresh()
    return made
  }

  async takeBack(id: string): Promise<void> {
    await this.#server.takeBack(id)
    await this.refresh()
  }
}

/** Somebody who may do more than oneself is changed by nobody but their like (A9). */
export const mayChange = (role: string, own: readonly string[], roles: readonly { role: string; rights: readonly string[] }[]): boolean => {
  const held = roles.find((one) => one.role === role)
  return own.includes('manage_members') && (held === undefined || held.rights.every((right) => own.includes(right)))
}
