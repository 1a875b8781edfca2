/**
 * Who this browser is for its server: asked before anything else, and remembered on the device for the times without
 * the server (U11).
 *
 *   visit.get()            { situation, me }      visit.refresh()        asks anew
 *   visit.take(me)         what another answer has told of oneself
 *   doorOf(state, view)    what stands before a screen: nothing, the first run, the sign-in, the server's password
 *
 * What is remembered is the same in all windows, so that signing out in one is known in the others.
 */
import { isUnreachable, sentenceOf } from '../api'
import { EVERYBODY, GUEST, keepFor, leaveTo, NOBODY } from '../sync/keeper'
import { colourFor, colourPerson, isColour, namePerson, person } from '../sync/person'
import { Cell, type Readable } from '../sync/readable'
import { chooseTheme, isTheme } from '../theme'
import { type Kept, kept } from '../sync/storage'
import { type Me, readMe, type Visitor, type Workspace } from './people'

export interface VisitState {
  /** asking: nothing is known yet; offline: as this browser remembers; failed: see `problem`. */
  readonly situation: 'asking' | 'here' | 'offline' | 'failed'
  readonly me: Me | null
  readonly problem: string
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const visitorIn = (stored: unknown): Visitor | null => {
  if (typeof stored !== 'object' || stored === null) return null
  const { kind, id, name, email, colour, theme, administers } = stored as Readonly<Record<string, unknown>>
  if (kind !== 'account' && kind !== 'guest') return null
  return { kind, id: text(id), name: text(name), email: text(email), colour: text(colour), theme: text(theme), administers: administers === true }
}

const providerIn = (stored: unknown): Me['oidc'] => {
  const name = text((stored as { readonly name?: unknown } | null | undefined)?.name)
  return name === '' ? null : { name }
}

const isWorkspace = (value: unknown): value is Workspace =>
  typeof (value as Partial<Workspace> | null)?.id === 'string' && Array.isArray((value as Partial<Workspace>).rights)

/** Makes of it whatever was stored; null when that says nothing. */
export const meFrom = (stored: unknown): Me | null => {
  if (typeof stored !== 'object' || stored === null) return null
  const { mode, needs_setup, server, oidc, visitor, workspaces } = stored as Readonly<Record<string, unknown>>
  if (mode !== 'open' && mode !== 'accounts' && mode !== 'password') return null
  return {
    mode,
    needs_setup: needs_setup === true,
    server: text(server),
    oidc: providerIn(oidc),
    visitor: visitorIn(visitor),
    workspaces: Array.isArray(workspaces) ? workspaces.filter(isWorkspace) : [],
  }
}

export class Visit implements Readable<VisitState> {
  readonly #ask: () => Promise<Me>
  readonly #memory: Kept<Me | null>
  readonly #state: Cell<VisitState>
  #asking: Promise<void> | null = null
  #taken = 0

  constructor(ask: () => Promise<Me>, memory: Kept<Me | null>) {
    this.#ask = ask
    this.#memory = memory
    this.#state = new Cell<VisitState>({ situation: 'asking', me: memory.get(), problem: '' })
    memory.subscribe(() => this.#state.set({ ...this.#state.get(), me: memory.get() }))
  }

  readonly get = (): VisitState => this.#state.get()
  readonly subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener)

  /** Several who ask at once get one answer. */
  refresh(): Promise<void> {
    this.#asking ??= this.#refresh().finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  take(me: Me): void {
    this.#taken += 1
    const before = this.#memory.get()
    // A window hears of its own changes too, and only of changes.
    if (JSON.stringify(before) !== JSON.stringify(me)) this.#memory.set(me)
    this.#state.set({ situation: 'here', me: this.#memory.get(), problem: '' })
  }

  async #refresh(): Promise<void> {
    const before = this.#taken
    try {
      const me = await this.#ask()
      // What was asked before somebody came in or left does not count any more.
      if (before === this.#taken) this.take(me)
    } catch (error) {
      const { me } = this.#state.get()
      const problem = sentenceOf(error)
      this.#state.set({ situation: isUnreachable(error) ? 'offline' : 'failed', me, problem })
    }
  }
}

/** This browser's visit. */
export const visit = new Visit(readMe, kept('callboard:me', meFrom))

export const hasAccounts = (me: Me | null): boolean => me?.mode === 'accounts'
/** The server knows nobody in this browser. */
export const isStranger = (me: Me | null): boolean => me !== null && me.mode === 'accounts' && me.visitor === null

/** Who is in this browser by the word of a server with accounts; null for nobody, and where nobody is asked. */
export const whoIsHere: Readable<string | null> = {
  get: () => {
    const { me } = visit.get()
    return hasAccounts(me) ? (me?.visitor?.id ?? null) : null
  },
  subscribe: visit.subscribe,
}

export type Door = 'inside' | 'waiting' | 'unclear' | 'set-up' | 'sign-in' | 'password'

/** Screens for coming in are for everybody; a show has its own words for who may not see it. */
const OPEN_TO_ALL: ReadonlySet<string> = new Set(['setup', 'sign-in', 'join', 'invitation', 'show', 'server'])

export const doorOf = ({ situation, me }: VisitState, view: string): Door => {
  if (me === null && situation === 'asking') return 'waiting'
  if (me === null) return situation === 'failed' ? 'unclear' : 'inside'
  if (me.mode === 'open') return 'inside'
  if (me.mode === 'password') return me.visitor === null ? 'password' : 'inside'
  if (me.needs_setup) return 'set-up'
  return me.visitor === null && !OPEN_TO_ALL.has(view) ? 'sign-in' : 'inside'
}

/** Whose things this browser keeps, for whom the server knows here. */
export const keeperOf = (me: Me | null): string => {
  if (!hasAccounts(me)) return EVERYBODY
  if (me?.visitor == null) return NOBODY
  return me.visitor.kind === 'guest' ? GUEST : me.visitor.id
}

/** Each sees their own; what a guest has here goes with them to the account they sign in with. */
export const followKeeper = (source: Readable<VisitState> = visit): (() => void) => {
  let before = keeperOf(source.get().me)
  keepFor(before)
  return source.subscribe(() => {
    const now = keeperOf(source.get().me)
    if (before === GUEST && now !== GUEST && now !== NOBODY && now !== EVERYBODY) leaveTo(now)
    before = now
    keepFor(now)
  })
}

/** Whoever has said so sees the app alike on all of their devices (A13). */
export const followLook = (source: Readable<VisitState> = visit): (() => void) => {
  let was = ''
  const follow = (): void => {
    const now = source.get().me?.visitor?.theme ?? ''
    if (now !== was && isTheme(now)) chooseTheme(now)
    was = now
  }
  follow()
  return source.subscribe(follow)
}

/**
 * The others see one as the server knows one: by the name, and by the colour of the account on all of its devices.
 * Whoever comes after somebody has left has no name yet, and the colour of this browser.
 */
export const followName = (source: Readable<VisitState> = visit): (() => void) => {
  let was = source.get().me?.visitor ?? null
  const follow = (): void => {
    const { me } = source.get()
    if (me?.mode !== 'accounts') return
    const visitor = me.visitor
    if (visitor?.name && visitor.name !== person.get().name) namePerson(visitor.name)
    if (visitor === null && was !== null) namePerson('')
    if (visitor?.kind === 'account') colourPerson(isColour(visitor.colour) ? visitor.colour : colourFor(visitor.id))
    else if (was?.kind === 'account') colourPerson(colourFor(person.get().id))
    was = visitor
  }
  follow()
  return source.subscribe(follow)
}
