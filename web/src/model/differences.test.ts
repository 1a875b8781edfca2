import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { DocStore } from '../sync/docStore'
import { differences } from './differences'
import { editContext } from './edit'
import type { Show } from './schema'
import { SHOW } from './schema.gen'
import { deleteSegments, insertCues, insertSegments, moveSegments, rename, setFields } from './showEdits'

const ctx = editContext('Ana')

const twoCopies = () => {
  const mine = new Y.Doc()
  const [a = '', b = '', c = ''] = insertSegments(mine, { before: null }, [{ name: 'Doors' }, { name: 'Film' }, { name: 'Credits' }], ctx)
  const [x = ''] = insertCues(mine, a, { before: null }, [{ label: 'House out' }], ctx)
  const theirs = new Y.Doc()
  Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine))
  const compared = () => differences(new DocStore<Show>(mine, SHOW).get(), new DocStore<Show>(theirs, SHOW).get())
  return { mine, theirs, ids: { a, b, c, x }, compared }
}

test('R10 equal copies have no difference, whatever their time stamps', () => {
  const { mine, ids, compared } = twoCopies()
  setFields(mine, 'segments', [ids.a], { duration: 5 }, { ...ctx, now: ctx.now + 60_000 })
  setFields(mine, 'segments', [ids.a], { duration: 0 }, { ...ctx, now: ctx.now + 90_000 })
  expect(compared()).toEqual([])
})

test('R10 every field, every row and the order are compared', () => {
  const { mine, theirs, ids, compared } = twoCopies()
  rename(mine, 'Mine')
  setFields(mine, 'segments', [ids.b], { duration: 60_000 }, ctx)
  setFields(theirs, 'cues', [ids.x], { number: '7' }, ctx)
  deleteSegments(theirs, [ids.c], ctx)
  insertSegments(theirs, { before: null }, [{ name: 'Party' }], ctx)
  moveSegments(theirs, [ids.b], { after: null }, ctx)
  expect(compared()).toEqual([
    { record: 'show', name: 'Mine', kind: 'changed', fields: [{ field: 'title', mine: 'Mine', theirs: '' }] },
    { record: 'segments', name: '', kind: 'moved', fields: [] },
    { record: 'segments', name: 'Film', kind: 'changed', fields: [{ field: 'duration', mine: 60_000, theirs: 0 }] },
    { record: 'segments', name: 'Credits', kind: 'onlyMine', fields: [] },
    { record: 'segments', name: 'Party', kind: 'onlyTheirs', fields: [] },
    { record: 'cues', name: 'House out', kind: 'changed', fields: [{ field: 'number', mine: '', theirs: '7' }] },
  ])
})
