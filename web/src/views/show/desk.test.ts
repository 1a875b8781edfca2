import { describe, expect, it } from 'vitest'
import { cuesOf } from '../../model/show'
import { setFields, textOf } from '../../model/showEdits'
import { writeText } from '../../model/textEdit'
import { clearCells } from './clearCells'
import { addCues, addSegments, deskOn, names, openAlone } from './fixtures'
import { ADD_SEGMENT, addCueId } from './rows'

const atDesk = () => {
  const session = openAlone()
  const ids = addSegments(session.doc, { name: 'Doors' }, { name: 'Welcome' }, { name: 'Keynote' })
  const desk = deskOn(session)
  const go = (row: string | undefined, column = 'name'): void => desk.selection.place({ row: row ?? '', column })
  const type = (text: string): void => {
    const { active } = desk.selection.get()
    writeText(textOf(session.doc, 'segments', active?.row ?? '', 'name'), text, { now: 0 })
  }
  return { desk, session, ids, go, type, shown: () => names(desk.show) }
}

describe('editing a cell', () => {
  it('U2 Escape takes back what was typed since the cell was opened, and nothing else', () => {
    const { desk, session, ids, go, type, shown } = atDesk()
    go(ids[0])
    desk.beginEdit()
    type('Doors open')
    desk.editing.commit()
    go(ids[1])
    desk.beginEdit('replace')
    type('W')
    session.doc.transact(() => textOf(session.doc, 'segments', ids[2] ?? '', 'name').insert(0, 'The '), 'somebody')
    type('We')
    desk.editing.cancel()
    expect(shown()).toEqual(['Doors open', 'Welcome', 'The Keynote'])
  })

  it('stays open when what was typed makes no sense', () => {
    const { desk, ids, go } = atDesk()
    go(ids[0], 'start_time')
    desk.beginEdit()
    let sense = false
    desk.editing.opened({ commit: () => sense })
    expect(desk.editing.commit('down')).toBe(false)
    expect(desk.selection.get().editing).toBe('keep')
    sense = true
    expect(desk.editing.commit('down')).toBe(true)
    expect(desk.selection.get().active).toEqual({ row: ids[1], column: 'start_time' })
  })

  it('makes a segment where there is none yet, and takes it away again with Escape', () => {
    const { desk, go, type, shown } = atDesk()
    go(ADD_SEGMENT)
    desk.beginEdit('replace')
    type('Party')
    expect(shown()).toEqual(['Doors', 'Welcome', 'Keynote', 'Party'])
    desk.editing.cancel()
    expect(shown()).toEqual(['Doors', 'Welcome', 'Keynote'])
  })

  it('makes a cue in the row for it', () => {
    const { desk, ids, go } = atDesk()
    const [doors = ''] = ids
    desk.setOpen(doors, { open: true })
    go(addCueId(doors), 'label')
    desk.beginEdit('replace')
    expect(cuesOf(desk.show, doors)).toHaveLength(1)
    expect(desk.cell).toMatchObject({ record: 'cues', column: 'label' })
  })
})

describe('the Delete key', () => {
  it('empties a cell', () => {
    const { desk, ids, go, shown } = atDesk()
    go(ids[1])
    clearCells(desk)
    expect(shown()).toEqual(['Doors', '', 'Keynote'])
  })

  it('D7 deletes rows when several are picked, and offers to take it back', () => {
    const { desk, session, ids, go, shown } = atDesk()
    go(ids[0])
    desk.selection.extend(1)
    clearCells(desk)
    expect(shown()).toEqual(['Keynote'])
    expect(desk.notice.get()).toMatchObject({ undo: true })
    session.undo.undo()
    expect(shown()).toEqual(['Doors', 'Welcome', 'Keynote'])
  })

  it('deletes the row whose number is active', () => {
    const { desk, ids, go, shown } = atDesk()
    go(ids[2], 'order')
    clearCells(desk)
    expect(shown()).toEqual(['Doors', 'Welcome'])
  })
})

describe('what commands see of the grid', () => {
  it('is what is picked, in running order', () => {
    const { desk, ids, go } = atDesk()
    go(ids[2])
    desk.selection.extendTo(ids[0] ?? '')
    expect(desk.selectedSegments).toEqual(ids)
    expect(desk.selectedCues).toEqual([])
  })

  it('goes to a cue by opening its segment', () => {
    const { desk, session, ids } = atDesk()
    const [cue = ''] = addCues(session.doc, ids[1] ?? '', { label: 'Go' })
    desk.visit({ row: cue, column: 'label' })
    expect(desk.open.get().has(ids[1] ?? '')).toBe(true)
    expect(desk.selection.get().active).toEqual({ row: cue, column: 'label' })
  })

  it('adds, duplicates, moves: each is one step to undo', () => {
    const { desk, session, ids, go, shown } = atDesk()
    go(ids[0])
    desk.performNamed('duplicate')
    desk.performNamed('move-down')
    expect(shown()).toEqual(['Doors', 'Welcome', 'Doors', 'Keynote'])
    session.undo.undo()
    session.undo.undo()
    expect(shown()).toEqual(['Doors', 'Welcome', 'Keynote'])
  })
})

describe('undo', () => {
  it('U6 goes to where it worked, marks it and says it', () => {
    const { desk, session, ids, go } = atDesk()
    const said = (): string | undefined => desk.notice.get()?.sentence
    setFields(session.doc, 'segments', [ids[0] ?? ''], { duration: 60_000 }, desk.context())
    go(ids[2], 'notes')
    desk.performNamed('undo')
    expect(desk.selection.get().active).toEqual({ row: ids[0], column: 'duration' })
    expect(desk.marked.get()).toMatchObject([{ id: ids[0], columns: ['duration'] }])
    expect(said()).toBe('Undone: Duration of “Doors”.')
    go(ids[1])
    desk.performNamed('delete')
    desk.performNamed('undo')
    expect([desk.selection.get().active?.row, said()]).toEqual([ids[1], 'Undone: row “Welcome”.'])
    desk.performNamed('redo')
    expect(said()).toBe('Redone: “Welcome” is gone.')
  })

  it('leaves the caret where somebody is writing', () => {
    const { desk, session, ids, go } = atDesk()
    setFields(session.doc, 'segments', [ids[0] ?? ''], { duration: 60_000 }, desk.context())
    go(ids[2])
    desk.beginEdit()
    desk.performNamed('undo')
    expect([desk.selection.get().active?.row, desk.marked.get()]).toEqual([ids[2], []])
  })
})
