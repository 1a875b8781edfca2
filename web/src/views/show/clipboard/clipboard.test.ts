import { describe, expect, it } from 'vitest'
import { cuesOf, liveSegments, scheduleOf } from '../../../model/show'
import { HOUR, MINUTE, addCues, addSegments, deskOn, names, openAlone } from '../fixtures'
import { ADD_SEGMENT, addCueId } from '../rows'
import { type Clipboard, ROWS_TYPE, copy, cut, paste } from './clipboard'

/** What the browser keeps between a copy and a paste. */
const board = (text = '', rows = ''): Clipboard & { readonly text: () => string } => {
  const kept = new Map([
    ['text/plain', text],
    [ROWS_TYPE, rows],
  ])
  return {
    getData: (type) => kept.get(type) ?? '',
    setData: (type, data) => void kept.set(type, data),
    text: () => kept.get('text/plain') ?? '',
  }
}

const atDesk = (...segments: Parameters<typeof addSegments>[1][]) => {
  const session = openAlone()
  const ids = addSegments(session.doc, ...segments)
  const desk = deskOn(session)
  const go = (row: string | undefined, column: string): void => desk.selection.place({ row: row ?? '', column })
  const live = () => liveSegments(desk.show)
  return { desk, session, ids, go, live, said: () => desk.notice.get()?.sentence }
}

describe('copying', () => {
  it('takes the cell as it can be typed again, a duration as a spreadsheet understands it', () => {
    const { desk, ids, go } = atDesk({ name: 'Doors', duration: 45 * MINUTE, notes: 'one\ntwo' })
    const copied = (column: string): string => {
      const clipboard = board()
      go(ids[0], column)
      expect(copy(desk, clipboard)).toBe(true)
      return clipboard.text()
    }
    expect(['name', 'start_time', 'duration', 'status', 'notes'].map(copied)).toEqual([
      'Doors', '00:00', '0:45:00', 'Pending', '"one\ntwo"',
    ])
  })

  it('takes picked rows with the columns in sight', () => {
    const { desk, ids, go } = atDesk({ name: 'Doors' }, { name: 'Film' })
    go(ids[0], 'name')
    desk.selection.extend(1)
    const clipboard = board()
    copy(desk, clipboard)
    expect(clipboard.text().split('\n').map((row) => row.split('\t').slice(0, 2))).toEqual([['1', 'Doors'], ['2', 'Film']])
  })

  it('leaves the clipboard to the text while one is writing', () => {
    const { desk, ids, go } = atDesk({ name: 'Doors' })
    go(ids[0], 'name')
    desk.beginEdit()
    expect([copy(desk, board()), cut(desk, board()), paste(desk, board('x'))]).toEqual([false, false, false])
  })
})

describe('pasting cells', () => {
  it('D9 U2 understands them as typed, names what it does not, and is one step to undo', () => {
    const { desk, session, ids, go, live, said } = atDesk({ name: 'A' }, { name: 'B', end: HOUR }, { name: 'C' })
    go(ids[0], 'name')
    paste(desk, board('Doors\t18:30\t\t45\tBreak\tcompleted\r\nFilm\thalf past six\t\t1:30:00\tRaffle\tdone\r\n\t\t\t\t\t'))
    expect(live().map(({ name, start, duration, type, status }) => [name, start, duration, type, status])).toEqual([
      ['Doors', 18.5 * HOUR, 45 * MINUTE, 'break', 'completed'],
      ['Film', null, 90 * MINUTE, 'Raffle', 'pending'],
      ['', null, 0, 'other', 'pending'],
    ])
    expect(said()).toBe('16 cells pasted. Left out: “half past six” (Start of “B”), “done” (Status of “B”)')
    session.undo.undo()
    expect(names(desk.show)).toEqual(['A', 'B', 'C'])
    expect(live().map(({ start, end }) => [start, end])).toEqual([[null, null], [null, HOUR], [null, null]])
  })

  it('adds the rows that are missing, and follows the plan past midnight', () => {
    const { desk, session, go, live } = atDesk({ name: 'Doors' })
    go(ADD_SEGMENT, 'name')
    paste(desk, board('Party\t23:30\t\t60\nCleaning\t0:30\t\t30'))
    expect(live().map(({ name, start }) => [name, start])).toEqual([
      ['Doors', null],
      ['Party', 23.5 * HOUR],
      ['Cleaning', 24.5 * HOUR],
    ])
    expect(scheduleOf(desk.show).rows.map(({ overlap }) => overlap)).toEqual([0, 0, 0])
    session.undo.undo()
    expect(names(desk.show)).toEqual(['Doors'])
  })

  it('fills every picked row with one cell, and writes nothing where nobody writes', () => {
    const { desk, ids, go, live, said } = atDesk({ name: 'A' }, { name: 'B' }, { name: 'C' })
    go(ids[0], 'duration')
    desk.selection.extend(1)
    paste(desk, board('5'))
    expect(live().map(({ duration }) => duration === 5 * MINUTE)).toEqual([true, true, false])
    go(ids[2], 'created_by')
    paste(desk, board('Somebody'))
    expect(said()).toBe('Nobody types in this cell, so nothing was pasted')
  })

  it('goes through the cues of one segment and adds to them', () => {
    const { desk, session, ids, go } = atDesk({ name: 'Doors' }, { name: 'Film' })
    const [doors = '', film = ''] = ids
    const [cue] = addCues(session.doc, doors, { label: 'House' })
    addCues(session.doc, film, { label: 'Roll' })
    desk.setOpen(doors, { open: true })
    go(cue, 'number')
    paste(desk, board('1\tLX\tHouse to half\n2\tSound\tMusic out\n3\tchoir\tSing'))
    expect(cuesOf(desk.show, doors).map(({ number, department, label }) => [number, department, label])).toEqual([
      ['1', 'lighting', 'House to half'],
      ['2', 'sound', 'Music out'],
      ['3', 'other', 'Sing'],
    ])
    expect(cuesOf(desk.show, film)).toHaveLength(1)
    go(addCueId(doors), 'label')
    paste(desk, board('Late'))
    expect(cuesOf(desk.show, doors).at(-1)?.label).toBe('Late')
  })

  it('refuses what is too long or too much rather than cutting it', () => {
    const { desk, ids, go, said } = atDesk({ name: 'A' })
    go(ids[0], 'name')
    paste(desk, board('x'.repeat(501)))
    expect(said()).toMatch(/^Nothing pasted\. Left out: “x{39}…” \(Name of “A”\)$/)
    paste(desk, board('x\n'.repeat(2001)))
    expect(said()).toMatch(/^That is too much to paste at once/)
    expect(names(desk.show)).toEqual(['A'])
  })
})

describe('whole rows', () => {
  it('D7 are cut and pasted elsewhere with their cues and colours', () => {
    const { desk, session, ids, go } = atDesk({ name: 'A', colour: 'teal' }, { name: 'B' }, { name: 'C' })
    addCues(session.doc, ids[0] ?? '', { label: 'Go', department: 'sound', number: '7' })
    go(ids[0], 'order')
    const clipboard = board()
    cut(desk, clipboard)
    expect(names(desk.show)).toEqual(['B', 'C'])
    go(ids[1], 'name')
    paste(desk, clipboard)
    const [, moved] = liveSegments(desk.show)
    expect(names(desk.show)).toEqual(['B', 'A', 'C'])
    expect(moved?.colour).toBe('teal')
    expect(cuesOf(desk.show, moved?.id ?? '').map(({ label, number }) => [label, number])).toEqual([['Go', '7']])
    session.undo.undo()
    expect(names(desk.show)).toEqual(['B', 'C'])
  })

  it.each([
    ['no JSON', '{'],
    ['another shape', '{"kind":"segments","rows":[{"segment":1}]}'],
    ['no rows', '{"kind":"cues","rows":[]}'],
    ['a list', '[1]'],
  ])('are taken as text when they are %s', (_what, rows) => {
    const { desk, ids, go } = atDesk({ name: 'A' })
    go(ids[0], 'name')
    paste(desk, board('B', rows))
    expect(names(desk.show)).toEqual(['B'])
  })

  it('D2 hold nothing that a row may not hold', () => {
    const { desk, ids, go, live } = atDesk({ name: 'A' })
    go(ids[0], 'name')
    paste(desk, board('?', '{"kind":"segments","rows":[{"segment":{"name":7,"start":-5,"colour":"plaid","id":"x"},"cues":[{"label":null}]}]}'))
    expect(live()[1]).toMatchObject({ name: '', start: 0, colour: 'none' })
    expect(live()[1]?.id).not.toBe('x')
  })
})
