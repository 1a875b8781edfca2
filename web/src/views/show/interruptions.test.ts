import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { deleteSegments } from '../../model/showEdits'
import { cuesOf, liveSegments, scheduleOf } from '../../model/show'
import { COLUMNS } from '../../sync/preferences'
import { ShowDesk } from './desk'
import { addCues, addSegments, context, names, nothingBeside, openAlone } from './fixtures'
import { watchInterruptions } from './interruptions'
import { gridRows, rowBuilder } from './rows'

/** A desk, and somebody else's copy of the same show, joined as by a server. */
const together = () => {
  const session = openAlone()
  const ids = addSegments(session.doc, { name: 'Doors' }, { name: 'Welcome' }, { name: 'Keynote' })
  const cues = addCues(session.doc, ids[1] ?? '', { label: 'House out' })
  const theirs = new Y.Doc()
  const bring = (from: Y.Doc, to: Y.Doc): void => Y.applyUpdate(to, Y.encodeStateAsUpdate(from), 'the other')
  bring(session.doc, theirs)
  const desk = new ShowDesk({ session, companions: nothingBeside(), author: () => 'Ana', print: () => {} })
  desk.open.set(new Set(ids))
  const build = rowBuilder()
  const draw = (): void => {
    const { show } = desk
    const rows = build({
      segments: liveSegments(show),
      schedule: scheduleOf(show),
      cuesOf: (id) => cuesOf(show, id),
      open: desk.open.get(),
    })
    desk.selection.show(gridRows(rows, COLUMNS))
  }
  session.store.subscribe(draw)
  draw()
  watchInterruptions(desk)
  const theyDelete = (id: string | undefined): void => {
    deleteSegments(theirs, [id ?? ''], context)
    bring(theirs, session.doc)
  }
  return { desk, session, ids, cues, theyDelete }
}

describe('U1 when somebody deletes the row that one writes in', () => {
  it('the grid is halted, says so, and gives the row back', () => {
    const { desk, ids, theyDelete } = together()
    desk.selection.place({ row: ids[1] ?? '', column: 'notes' })
    desk.beginEdit('replace')
    theyDelete(ids[1])
    expect(desk.selection.get()).toMatchObject({ editing: null, halted: true })
    const notice = desk.notice.get()
    expect(notice?.sentence).toBe('Somebody deleted “Welcome” while you were writing')
    notice?.offers?.[0]?.perform()
    expect(names(desk.show)).toEqual(['Doors', 'Welcome', 'Keynote'])
    expect(desk.selection.get()).toMatchObject({ active: { row: ids[1], column: 'notes' }, halted: false })
  })

  it('the same in a cue whose segment goes', () => {
    const { desk, ids, cues, theyDelete } = together()
    desk.selection.place({ row: cues[0] ?? '', column: 'label' })
    desk.beginEdit('replace')
    theyDelete(ids[1])
    expect(desk.notice.get()?.sentence).toBe('Somebody deleted “Welcome” while you were writing')
  })

  it('nothing is said about other rows, nor while one only looks, nor about one’s own deeds', () => {
    const { desk, session, ids, theyDelete } = together()
    desk.selection.place({ row: ids[0] ?? '', column: 'name' })
    desk.beginEdit('replace')
    theyDelete(ids[2])
    expect(desk.selection.get()).toMatchObject({ editing: 'replace', halted: false })
    desk.editing.commit()
    theyDelete(ids[0])
    expect(desk.selection.get().halted).toBe(false)
    desk.beginEdit('replace')
    deleteSegments(session.doc, [ids[1] ?? ''], context)
    expect(desk.notice.get()).toBeNull()
  })
})
