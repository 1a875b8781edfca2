/**
 * Who else is here, and where their caret is. Nothing of it is stored, and nothing is promised about it.
 *
 *   presence.get() → Present[]       others only, one entry per person however many windows, in a stable order
 *   presence.here(place | null)      my place; sent at most ten times a second, null when nothing has the focus
 *
 * A caret in a text travels as a position relative to its letters, so that it stays right while the text changes
 * under way; here it is an offset again.
 */
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { type Person, type PersonColour, displayName, personFrom } from './person'
import { Cell, type Readable } from './readable'

export interface Place {
  readonly record: string
  readonly id: string
  readonly field: string
  /** Offsets into the text, when somebody is typing in prose: where the selection began, and where the caret is. */
  readonly anchor?: number
  readonly head?: number
}

export interface Present {
  readonly id: string
  readonly name: string
  readonly colour: PersonColour
  /** Where this person is; more than one place when several of their windows are open. */
  readonly places: readonly Place[]
}

/** A place as it travels: carets as relative positions, written as JSON. */
interface SentPlace {
  readonly record: string
  readonly id: string
  readonly field: string
  readonly anchor?: unknown
  readonly head?: unknown
}

const BETWEEN_SENDINGS = 100

const textAt = (doc: Y.Doc, { record, id, field }: Place | SentPlace): Y.Text | null => {
  const found = doc.getMap(record).get(id)
  const text = found instanceof Y.Map ? found.get(field) : null
  return text instanceof Y.Text ? text : null
}

const relative = (text: Y.Text, offset: number): unknown => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, offset))

const toSend = (doc: Y.Doc, place: Place): SentPlace => {
  const { record, id, field, anchor, head } = place
  const text = textAt(doc, place)
  if (text === null || anchor === undefined || head === undefined) return { record, id, field }
  return { record, id, field, anchor: relative(text, anchor), head: relative(text, head) }
}

const offset = (doc: Y.Doc, text: Y.Text | null, position: unknown): number | null => {
  if (text === null || typeof position !== 'object' || position === null) return null
  try {
    const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), doc)
    return found?.type === text ? found.index : null
  } catch {
    return null // what others send may be anything
  }
}

const ROOT = /^[a-z_]{1,40}$/

const received = (doc: Y.Doc, value: unknown): Place | null => {
  if (typeof value !== 'object' || value === null) return null
  const { record, id, field, anchor, head } = value as Readonly<Record<string, unknown>>
  if (typeof record !== 'string' || typeof id !== 'string' || typeof field !== 'string') return null
  if (!ROOT.test(record) || !doc.share.has(record)) return null
  const place = { record, id, field }
  const text = textAt(doc, place)
  const [from, to] = [offset(doc, text, anchor), offset(doc, text, head)]
  return from === null || to === null ? place : { ...place, anchor: from, head: to }
}

/** Everybody but me, by person; windows of one person come together. */
const others = (doc: Y.Doc, awareness: Awareness, me: string): readonly Present[] => {
  const people = new Map<string, Present>()
  for (const [client, state] of [...awareness.getStates()].sort(([a], [b]) => a - b)) {
    const someone = client === awareness.clientID ? null : personFrom(state['person'])
    if (someone === null || someone.id === me) continue
    const place = received(doc, state['place'])
    const known = people.get(someone.id)
    const places = [...(known?.places ?? []), ...(place === null ? [] : [place])]
    people.set(someone.id, { id: someone.id, name: displayName(someone), colour: someone.colour, places })
  }
  return [...people.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

export class Presence implements Readable<readonly Present[]> {
  readonly #doc: Y.Doc
  readonly #awareness: Awareness
  readonly #person: Readable<Person>
  readonly #people: Cell<readonly Present[]>
  readonly #stop: () => void
  #wanted: Place | null = null
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(doc: Y.Doc, awareness: Awareness, person: Readable<Person>) {
    this.#doc = doc
    this.#awareness = awareness
    this.#person = person
    this.#people = new Cell(others(doc, awareness, person.get().id), same)
    awareness.on('change', this.#look)
    doc.on('update', this.#look)
    this.#stop = person.subscribe(this.#introduce)
    this.#introduce()
    // The provider takes us off the list when the page is hidden for good; it may come back from the browser's cache.
    if (typeof window !== 'undefined') window.addEventListener('pageshow', this.#introduce)
  }

  readonly get = (): readonly Present[] => this.#people.get()
  readonly subscribe = (listener: () => void): (() => void) => this.#people.subscribe(listener)

  readonly here = (place: Place | null): void => {
    if (same(place, this.#wanted)) return
    this.#wanted = place
    if (this.#timer !== null) return
    this.#tell()
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#tell()
    }, BETWEEN_SENDINGS)
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#stop()
    if (typeof window !== 'undefined') window.removeEventListener('pageshow', this.#introduce)
    this.#awareness.off('change', this.#look)
    this.#doc.off('update', this.#look)
    this.#awareness.setLocalState(null)
  }

  readonly #introduce = (): void =>
    this.#awareness.setLocalState({ ...this.#awareness.getLocalState(), person: this.#person.get() })

  #tell(): void {
    const place = this.#wanted === null ? null : toSend(this.#doc, this.#wanted)
    if (!same(this.#awareness.getLocalState()?.['place'] ?? null, place)) this.#awareness.setLocalStateField('place', place)
  }

  /** Carets move when people do, and when the text around them changes. */
  readonly #look = (): void => {
    if (this.#awareness.getStates().size > 1 || this.#people.get().length > 0)
      this.#people.set(others(this.#doc, this.#awareness, this.#person.get().id))
  }
}
