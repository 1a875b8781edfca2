// Writes tests/vectors/yjs_updates.json: updates as Yjs itself makes them, from editing sessions of three people
// who hear of each other late. Run with Node from anywhere after `npm ci` in web/:
//
//     node tests/protocol/make_yjs_updates.mjs
//
// Everything random comes from a seed, so the same Yjs writes the same file.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../web/package.json', import.meta.url))
const Y = require('yjs')
const version = JSON.parse(readFileSync(require.resolve('yjs/package.json'), 'utf8')).version

const TURNS = 60
const CLIENTS = [7, 3141592653, 9007199254740991]
const WORDS = ['a', 'cue', ' lights ', 'né', '舞台', '🎭', '👩‍🎤 ', '\n', 'Ω', '"quoted"', '\u0000']

function dice (seed) {
  let state = seed >>> 0
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = n => Math.floor(roll() * n)
  return { roll, below, of: list => list[below(list.length)] }
}

const PLAIN = [
  () => null, () => true, () => false, d => d.below(100) - 50, d => 2 ** 40 + d.below(9), () => -(2 ** 31),
  d => d.roll(), () => 0.5, () => NaN, () => -0, d => d.of(WORDS), () => new Uint8Array([1, 2, 255])
]
const PLAIN_INSIDE = [...PLAIN, () => undefined, () => 2n ** 60n]

function value (d, depth = 0) {
  if (depth > 3 || d.roll() < 0.7) return d.of(depth > 0 ? PLAIN_INSIDE : PLAIN)(d)
  if (d.roll() < 0.5) return Array.from({ length: d.below(4) }, () => value(d, depth + 1))
  return Object.fromEntries(Array.from({ length: d.below(4) }, (_, i) => [d.of(WORDS) + i, value(d, depth + 1)]))
}

// Letters are deleted one UTF-16 unit at a time here, as a careless text binding would.
const writeText = (d, text) => {
  const turn = d.roll()
  const at = d.below(text.length + 1)
  const span = Math.min(1 + d.below(4), text.length - at)
  if (turn < 0.5) text.insert(at, d.of(WORDS))
  else if (turn < 0.7 && span > 0) text.delete(at, span)
  else if (turn < 0.85 && span > 0) text.format(at, span, { [d.of(['bold', 'link'])]: d.of([true, null, { href: 'é' }, 'x', 3]) })
  else if (turn < 0.95) text.insertEmbed(at, { image: d.of(WORDS), deep: [[{}]] })
  else text.insert(at, d.of(WORDS), { italic: true })
}

const writeArray = (d, array) => {
  const at = d.below(array.length + 1)
  if (d.roll() < 0.6 || array.length === 0) array.insert(at, Array.from({ length: 1 + d.below(3) }, () => value(d)))
  else array.delete(Math.min(at, array.length - 1), 1)
}

const writeMap = (d, map) => {
  const key = d.of(['', 'title', 'né', '🎭', 'start'])
  if (d.roll() < 0.75) map.set(key, value(d))
  else map.delete(key)
}

const nest = (d, map) => {
  const key = d.of(['cue1', 'cue2', 'cue3', 'cue4'])
  const inner = map.get(key)
  if (inner instanceof Y.Map && d.roll() < 0.8) {
    d.of([() => writeMap(d, inner), () => nest(d, inner), () => writeText(d, note(inner)), () => writeArray(d, list(inner))])()
  } else if (d.roll() < 0.8) map.set(key, new Y.Map())
  else map.delete(key)
}

const child = (map, key, Kind) => {
  if (!(map.get(key) instanceof Kind)) map.set(key, new Kind())
  return map.get(key)
}
const note = map => child(map, 'note', Y.Text)
const list = map => child(map, 'list', Y.Array)

const writeXml = (d, parent) => {
  const turn = d.roll()
  const at = d.below(parent.length + 1)
  const inner = parent.length > 0 ? parent.get(d.below(parent.length)) : null
  if (turn < 0.3) parent.insert(at, [new Y.XmlElement(d.of(['p', 'h1', 'スピーチ']))])
  else if (turn < 0.5) parent.insert(at, [new Y.XmlText(d.of(WORDS))])
  else if (turn < 0.6 && inner) parent.delete(d.below(parent.length), 1)
  else if (inner instanceof Y.XmlText) writeText(d, inner)
  else if (inner instanceof Y.XmlElement && d.roll() < 0.5) inner.setAttribute('level', d.of(WORDS))
  else if (inner instanceof Y.XmlElement) writeXml(d, inner)
}

const putSubdocument = (d, map) => {
  const key = d.of(['act1', 'act2'])
  if (map.has(key) && d.roll() < 0.3) map.delete(key)
  else map.set(key, new Y.Doc({ guid: `guid-${d.below(1000)}`, gc: d.roll() < 0.5, autoLoad: d.roll() < 0.5, meta: { a: 1 } }))
}

const EDITS = {
  text: (d, doc) => writeText(d, doc.getText('t')),
  array: (d, doc) => writeArray(d, doc.getArray('a')),
  map: (d, doc) => writeMap(d, doc.getMap('m')),
  nested: (d, doc) => nest(d, doc.getMap('cues')),
  xml: (d, doc) => writeXml(d, doc.getXmlFragment('x'))
}
const MIXED = Object.values(EDITS)
EDITS.everything = (d, doc) => d.of(MIXED)(d, doc)
EDITS.subdocuments = (d, doc) => putSubdocument(d, doc.getMap('acts'))

class Person {
  constructor (client, gc) {
    this.doc = new Y.Doc({ gc })
    this.doc.clientID = client
    this.made = []
    this.unheard = []
    const roots = [this.doc.getText('t'), this.doc.getArray('a'), this.doc.getMap('m'), this.doc.getMap('cues'), this.doc.getXmlFragment('x'), this.doc.getMap('acts')]
    this.undo = new Y.UndoManager(roots, { captureTimeout: 0 })
    this.doc.on('update', (update, origin) => { if (origin !== 'wire') this.made.push(update) })
  }

  hear (count) {
    for (const update of this.unheard.splice(0, count)) Y.applyUpdate(this.doc, update, 'wire')
  }
}

function turn (d, person, edit) {
  const chance = d.roll()
  if (chance < 0.08) person.undo.undo()
  else if (chance < 0.12) person.undo.redo()
  else if (chance < 0.2) person.doc.transact(() => { edit(d, person.doc); edit(d, person.doc); edit(d, person.doc) })
  else edit(d, person.doc)
}

function session (name, seed, gc) {
  const d = dice(seed)
  const people = CLIENTS.map(client => new Person(client, gc))
  const updates = []
  let midway = null
  for (let i = 0; i < TURNS; i++) {
    const person = d.of(people)
    person.hear(d.below(6))
    turn(d, person, EDITS[name])
    for (const update of person.made.splice(0)) {
      updates.push(update)
      for (const other of people) if (other !== person) other.unheard.push(update)
    }
    if (i === TURNS / 2) midway = Y.encodeStateVector(person.doc)
  }
  for (const person of people) person.hear(Infinity)
  const [whole] = people.map(person => Y.encodeStateAsUpdate(person.doc))
  const gaps = updates.filter(() => d.roll() < 0.6)
  return {
    name: `${name}, ${gc ? 'collected' : 'uncollected'}`,
    updates,
    whole,
    merged: Y.mergeUpdates(updates),
    with_gaps: Y.mergeUpdates(gaps.length > 1 ? gaps : updates),
    since: Y.encodeStateAsUpdate(people[0].doc, midway),
    difference: Y.diffUpdate(Y.mergeUpdates(updates), midway),
    midway,
    state_vector: Y.encodeStateVector(people[0].doc),
    text: people[0].doc.getText('t').toString()
  }
}

const readable = (_, it) => it instanceof Uint8Array ? Buffer.from(it).toString('base64') : it
const sessions = Object.keys(EDITS).flatMap((name, i) => [session(name, 100 + i, true), session(name, 200 + i, false)])
const lines = sessions.map(it => '  ' + JSON.stringify(it, readable))
const target = new URL('../vectors/yjs_updates.json', import.meta.url)
writeFileSync(target, `{"made_with": "yjs ${version}", "sessions": [\n${lines.join(',\n')}\n]}\n`)
