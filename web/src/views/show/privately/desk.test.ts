/** The grid with the caret in a private column: what is done there stays there (A23, U2). */
import { expect, test } from 'vitest'
import { noteOf } from '../../../model/notes'
import { type Clipboard, copy, cut, paste } from '../clipboard/clipboard'
import { clearCells } from '../clearCells'
import { addSegments, beside, COLUMN, deskOn, names, openAlone } from '../fixtures'
import { writeNote } from './notes'

const board = (text = ''): Clipboard & { readonly text: () => string } => {
  const kept = new Map([['text/plain', text]])
  return { getData: (type) => kept.get(type) ?? '', setData: (type, data) => void kept.set(type, data), text: () => kept.get('text/plain') ?? '' }
}

const atDesk = async () => {
  const session = openAlone()
  const ids = addSegments(session.doc, { name: 'Doors', notes: 'for all' }, { name: 'Film' })
  const companions = await beside(1)
  const desk = deskOn(session, companions)
  const column = companions.get()[0]
  if (column === undefined) throw new Error('there is no private column')
  const go = (at: number, to = COLUMN): void => desk.selection.place({ row: ids[at] ?? '', column: to })
  const note = (at: number): string => noteOf(column.session.store.get(), ids[at] ?? '')
  return { desk, column, ids, go, note, before: JSON.stringify(desk.show) }
}

test('what is pasted into it comes into this cell and into no column that all can see', async () => {
  const { desk, go, note, before } = await atDesk()
  go(0)
  expect(paste(desk, board('secret\tmore\nbelow\tagain\n'))).toBe(true)
  expect(note(0)).toBe('secret\tmore\nbelow\tagain')
  expect(note(1)).toBe('')
  expect(JSON.stringify(desk.show)).toBe(before)
})

test('a table pasted into the show does not run over into it', async () => {
  const { desk, go, note } = await atDesk()
  go(0, 'updated_at')
  paste(desk, board('a\tb\tc'))
  expect(note(0)).toBe('')
  expect(desk.notice.get()?.sentence).toContain('beyond the last column')
})

test('one of its cells is copied by itself, and never along with a row', async () => {
  const { desk, column, ids, go, note } = await atDesk()
  writeNote(column, ids[0] ?? '', 'secret')
  const [alone, row] = [board(), board()]
  go(0)
  copy(desk, alone)
  expect(alone.text()).toBe('secret')
  desk.selection.extend(1)
  copy(desk, row)
  expect(row.text()).toContain('Doors')
  expect(row.text()).not.toContain('secret')
  go(0)
  cut(desk, alone)
  expect(note(0)).toBe('')
})

test('U2 undo and Escape take back what was written where the caret is', async () => {
  const { desk, column, ids, go, note } = await atDesk()
  const film = ids[1] ?? ''
  go(1)
  writeNote(column, film, 'kept')
  desk.beginEdit()
  writeNote(column, film, 'kept and more')
  desk.editing.cancel()
  expect(note(1)).toBe('kept')
  clearCells(desk)
  expect(note(1)).toBe('')
  desk.performNamed('undo')
  expect(note(1)).toBe('kept')
  go(1, 'name')
  clearCells(desk)
  desk.performNamed('undo')
  expect(names(desk.show)).toEqual(['Doors', 'Film'])
  expect(note(1)).toBe('kept')
})

test('whoever may only look at the show may write in a column of theirs, and nowhere else', async () => {
  const { desk, column, go } = await atDesk()
  ;(desk.session.mayEdit as unknown as { set: (may: boolean) => void }).set(false)
  go(0)
  desk.beginEdit()
  expect(desk.selection.get().editing).toBe('keep')
  desk.editing.leave()
  go(0, 'name')
  desk.beginEdit()
  expect(desk.selection.get().editing).toBeNull()
  ;(column.session.mayEdit as unknown as { set: (may: boolean) => void }).set(false)
  go(0)
  desk.beginEdit()
  expect(desk.selection.get().editing).toBeNull()
})
