/** U17: what has changed since somebody of the crew last looked. */
import { beforeEach, expect, it } from 'vitest'
import type { Session } from '../sync/session'
import { addCues, addSegments, context, openAlone } from '../views/show/fixtures'
import type { Show } from './schema'
import { changesSince, following, lookedAt, seenAlso, type Seen, seenFrom } from './seen'
import { deleteCues, deleteSegments, END, moveCues, setField } from './showEdits'

const LIGHTS = ['lighting']
let session: Session<Show>
let seen: Seen
let [doors, panel, lx1, lx2, snd] = ['', '', '', '', '']

const show = (): Show => session.store.get()
const changes = (departments = LIGHTS): unknown[] => changesSince(show(), seen, departments).map(({ kind, id }) => [kind, id])

beforeEach(() => {
  session = openAlone()
  ;[doors, panel] = addSegments(session.doc, { name: 'Doors' }, { name: 'Panel' }) as [string, string]
  ;[lx1, lx2, snd] = addCues(session.doc, doors, { department: 'lighting', number: '1', label: 'House to half' }, { department: 'lighting', number: '2' }, { department: 'sound', number: '1' }) as [string, string, string]
  seen = lookedAt(show(), LIGHTS)
})

it('U17 nothing has changed, also for other departments’ cues and after it was kept', () => {
  setField(session.doc, 'cues', snd, 'label', 'Music out', context)
  expect(changes()).toEqual([])
  expect(seenFrom(JSON.parse(JSON.stringify(seen)))).toEqual(seen)
  expect([null, 7, {}, { departments: 1, cues: {} }].map(seenFrom)).toEqual([null, null, null, null])
  expect(seenFrom({ departments: LIGHTS, cues: { a: { number: 1 } } })).toEqual({ departments: LIGHTS, cues: {} })
})

it('U17 what was changed is told with before and after, segments by their name', () => {
  setField(session.doc, 'cues', lx1, 'label', 'House out', context)
  moveCues(session.doc, [lx1], panel, END, context)
  expect(changesSince(show(), seen, LIGHTS)).toMatchObject([
    { kind: 'changed', id: lx1, fields: [{ field: 'label', before: 'House to half', after: 'House out' }, { field: 'segment', before: 'Doors', after: 'Panel' }] },
  ])
})

it('U17 new cues, deleted ones, and those of other departments by now are told; each can be marked as seen', () => {
  const [lx3] = addCues(session.doc, panel, { department: 'lighting', number: '3' })
  deleteCues(session.doc, [lx1], context)
  setField(session.doc, 'cues', lx2, 'department', 'video', context)
  expect(changes()).toEqual([['new', lx3], ['gone', lx1], ['gone', lx2]])
  for (const change of changesSince(show(), seen, LIGHTS)) seen = seenAlso(seen, change)
  expect(changes()).toEqual([])
  deleteSegments(session.doc, [panel], context)
  expect(changes()).toEqual([['gone', lx3]])
})

it('U17 a department that was chosen since is no news, what happens in it afterwards is', () => {
  expect(changes(['lighting', 'sound'])).toEqual([])
  seen = following(show(), seen, ['lighting', 'sound'])
  setField(session.doc, 'cues', snd, 'note', 'On the nod', context)
  expect(changes(['lighting', 'sound'])).toEqual([['changed', snd]])
})
