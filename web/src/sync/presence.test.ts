import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { Cell } from './readable'
import { colourFor, displayName, type Person, PERSON_COLOURS, personFrom } from './person'
import { Presence } from './presence'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

interface Window_ {
  doc: Y.Doc
  awareness: Awareness
  presence: Presence
}

const opened = (person: Partial<Person> & { id: string }): Window_ => {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  doc.getMap('segments')
  const presence = new Presence(doc, awareness, new Cell<Person>({ name: '', colour: 'teal', ...person }))
  return { doc, awareness, presence }
}

/** Everybody hears everybody, as over a server. */
const exchange = (...windows: Window_[]): void => {
  for (const from of windows)
    for (const to of windows) {
      Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc))
      applyAwarenessUpdate(to.awareness, encodeAwarenessUpdate(from.awareness, [from.awareness.clientID]), from)
    }
}

const withText = (window_: Window_, text: string): Y.Text => {
  const made = new Y.Text(text)
  window_.doc.getMap('segments').set('s1', new Y.Map([['name', made]]))
  return made
}

test('R2 whoever else is here is seen with name, colour and place', () => {
  const [ana, ben] = [opened({ id: 'ana', name: 'Ana' }), opened({ id: 'ben', name: 'Ben', colour: 'pink' })]
  ben.presence.here({ record: 'segments', id: 's1', field: 'status' })
  exchange(ana, ben)
  expect(ana.presence.get()).toEqual([
    { id: 'ben', name: 'Ben', colour: 'pink', places: [{ record: 'segments', id: 's1', field: 'status' }] },
  ])
  expect(ben.presence.get()).toEqual([{ id: 'ana', name: 'Ana', colour: 'teal', places: [] }])
})

test('several windows of one person are one person, and my own other window is nobody', () => {
  const mine = opened({ id: 'ana' })
  const second = opened({ id: 'ana' })
  const [one, two] = [opened({ id: 'ben', name: 'Ben' }), opened({ id: 'ben', name: 'Ben' })]
  one.presence.here({ record: 'segments', id: 's1', field: 'name' })
  two.presence.here({ record: 'segments', id: 's2', field: 'name' })
  exchange(mine, second, one, two)
  expect(mine.presence.get()).toHaveLength(1)
  expect(mine.presence.get()[0]!.places.map((place) => place.id).sort()).toEqual(['s1', 's2'])
})

test('a caret stays between its letters when the text changes before it', () => {
  const [ana, ben] = [opened({ id: 'ana' }), opened({ id: 'ben' })]
  const text = withText(ana, 'Keynote')
  exchange(ana, ben)
  ben.presence.here({ record: 'segments', id: 's1', field: 'name', anchor: 3, head: 7 })
  exchange(ana, ben)
  expect(ana.presence.get()[0]!.places).toEqual([{ record: 'segments', id: 's1', field: 'name', anchor: 3, head: 7 }])
  text.insert(0, 'The ')
  expect(ana.presence.get()[0]!.places).toEqual([{ record: 'segments', id: 's1', field: 'name', anchor: 7, head: 11 }])
})

test('a place is told at once, then at most ten times a second, the last one always', () => {
  const { presence, awareness } = opened({ id: 'ana' })
  const told = vi.fn()
  awareness.on('update', told)
  for (let row = 0; row < 50; row += 1) presence.here({ record: 'segments', id: `s${row}`, field: 'name' })
  expect(told).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(100)
  expect(told).toHaveBeenCalledTimes(2)
  expect(awareness.getLocalState()).toMatchObject({ place: { id: 's49' } })
  vi.advanceTimersByTime(1000)
  expect(told).toHaveBeenCalledTimes(2)
})

test('leaving the field, and leaving the document, are seen', () => {
  const [ana, ben] = [opened({ id: 'ana' }), opened({ id: 'ben' })]
  ben.presence.here({ record: 'segments', id: 's1', field: 'name' })
  ben.presence.here(null)
  vi.advanceTimersByTime(100)
  exchange(ana, ben)
  expect(ana.presence.get()[0]!.places).toEqual([])
  ben.presence.close()
  exchange(ana, ben)
  expect(ana.presence.get()).toEqual([])
})

test.each([
  [{ person: null }],
  [{ person: { id: 'a b' } }],
  [{ person: { id: 7 } }],
  [{ person: { id: 'eve', name: 5, colour: 'url(x)' }, place: { record: 'segments', id: 's1', field: 'name', anchor: 'x', head: { tname: 1 } } }],
  [{ person: { id: 'eve' }, place: { record: 'constructor', id: {}, field: [] } }],
  [{ person: { id: 'eve' }, place: { record: 'not a root', id: 'x', field: 'y' } }],
])('whatever another client sends does no harm: %j', (state) => {
  const ana = opened({ id: 'ana' })
  const eve = new Awareness(new Y.Doc())
  withText(ana, 'Keynote')
  eve.setLocalState(state)
  applyAwarenessUpdate(ana.awareness, encodeAwarenessUpdate(eve, [eve.clientID]), eve)
  for (const { colour, name, places } of ana.presence.get()) {
    expect(PERSON_COLOURS).toContain(colour)
    expect(typeof name).toBe('string')
    expect(places.every((place) => place.record === 'segments' && place.anchor === undefined)).toBe(true)
  }
})

test('a person without a name or colour has one anyway, always the same', () => {
  expect(personFrom({ id: '4f00' })).toEqual({ id: '4f00', name: '', colour: colourFor('4f00') })
  expect(displayName({ id: '4f00', name: '' })).toBe('Guest 4F')
  expect(personFrom({ id: 'x', name: ` ${'n'.repeat(200)}` })?.name).toHaveLength(80)
})
