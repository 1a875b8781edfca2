import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { DocStore } from '../sync/docStore'
import { type EditContext, LOCAL } from './edit'
import type { Show } from './schema'
import { SHOW } from './schema.gen'
import { cuesOf, deletedSegments, liveSegments, planOf, scheduleOf, scheduleRow } from './show'
import * as edits from './showEdits'

/** A pencil whose dice and ids are reproducible; each person has their own. */
const pencil = (author: string, { now = 1_000_000, seed = 1 } = {}): EditContext => {
  let state = seed
  let made = 0
  return {
    now,
    author,
    random: () => (state = (state * 48271) % 2147483647) / 2147483647,
    newId: () => `${author}-${(made += 1)}`,
  }
}

const read = (doc: Y.Doc): Show => new DocStore<Show>(doc, SHOW).get()
const names = (doc: Y.Doc): string[] => liveSegments(read(doc)).map((segment) => segment.name)
const sync = (...docs: Y.Doc[]): void => {
  for (const from of docs) for (const to of docs) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
}
const showOf = (...titles: string[]): { doc: Y.Doc; ids: string[]; ctx: EditContext } => {
  const doc = new Y.Doc()
  const ctx = pencil('ana')
  const ids = edits.insertSegments(doc, edits.END, titles.map((name) => ({ name })), ctx)
  return { doc, ids, ctx }
}
const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc()
  sync(doc, copy)
  return copy
}
const transactions = (doc: Y.Doc): unknown[] => {
  const origins: unknown[] = []
  doc.on('afterTransaction', ({ origin, changed }: Y.Transaction) => void (changed.size > 0 && origins.push(origin)))
  return origins
}

describe('rows', () => {
  test('are inserted where they were asked for', () => {
    const { doc, ids, ctx } = showOf('Doors', 'Keynote', 'Panel')
    edits.insertSegments(doc, { after: ids[0]! }, [{ name: 'Welcome' }, { name: 'Video' }], ctx)
    edits.insertSegments(doc, { before: ids[2]! }, [{ name: 'Break', duration: 600_000, type: 'break' }], ctx)
    edits.insertSegments(doc, edits.START, [{ name: 'Load-in' }], ctx)
    edits.insertSegments(doc, edits.END, [{ name: 'Curtain' }], ctx)
    expect(names(doc)).toEqual(['Load-in', 'Doors', 'Welcome', 'Video', 'Keynote', 'Break', 'Panel', 'Curtain'])
  })

  test('a new one knows who made it and when, and has live texts from the start', () => {
    const { doc, ids } = showOf('Doors')
    const record = doc.getMap('segments').get(ids[0]!) as Y.Map<unknown>
    expect(read(doc).segments[ids[0]!]).toMatchObject({ created_by: 'ana', updated_at: 1_000_000, status: 'pending', deleted_at: null })
    expect(record.get('name')).toBeInstanceOf(Y.Text)
    expect(record.get('notes')).toBeInstanceOf(Y.Text)
  })

  test('the place of a row that is gone means the end', () => {
    const { doc, ctx } = showOf('Doors', 'Keynote')
    edits.insertSegments(doc, { after: 'nobody' }, [{ name: 'Late' }], ctx)
    expect(names(doc)).toEqual(['Doors', 'Keynote', 'Late'])
  })

  test('move together and keep their order among themselves', () => {
    const { doc, ids, ctx } = showOf('A', 'B', 'C', 'D', 'E')
    edits.moveSegments(doc, [ids[4]!, ids[1]!], edits.START, ctx)
    expect(names(doc)).toEqual(['B', 'E', 'A', 'C', 'D'])
  })

  test('a move to where they are writes nothing', () => {
    const { doc, ids, ctx } = showOf('A', 'B', 'C')
    const seen = transactions(doc)
    edits.moveSegments(doc, [ids[1]!], { after: ids[0]! }, ctx)
    expect(seen).toEqual([])
  })

  test('D6 one can insert between two rows that chance gave the same rank', () => {
    const { doc, ids, ctx } = showOf('A', 'B', 'C')
    for (const id of ids.slice(0, 2)) (doc.getMap('segments').get(id) as Y.Map<unknown>).set('rank', 'V')
    const order = names(doc)
    const first = liveSegments(read(doc))[0]!
    edits.insertSegments(doc, { after: first.id }, [{ name: 'between' }], ctx)
    expect(names(doc)).toEqual([order[0], 'between', ...order.slice(1)])
  })

  test('a copy comes after the last one, with its cues, and has not happened yet', () => {
    const { doc, ids, ctx } = showOf('A', 'B', 'C')
    edits.insertCues(doc, ids[0]!, edits.END, [{ number: 'LX 1', department: 'lighting', label: 'House to half' }], ctx)
    edits.setField(doc, 'segments', ids[0]!, 'status', 'completed', ctx)
    const [copy] = edits.duplicateSegments(doc, [ids[0]!, ids[1]!], ctx)
    expect(names(doc)).toEqual(['A', 'B', 'A', 'B', 'C'])
    expect(read(doc).segments[copy!]!.status).toBe('pending')
    expect(cuesOf(read(doc), copy!).map(({ number, department, label }) => [number, department, label])).toEqual([
      ['LX 1', 'lighting', 'House to half'],
    ])
  })

  test('D7 a deleted row keeps what somebody writes into it meanwhile, and can be restored', () => {
    const { doc, ids, ctx } = showOf('A', 'B')
    const other = copyOf(doc)
    edits.deleteSegments(doc, [ids[0]!], ctx)
    edits.setField(other, 'segments', ids[0]!, 'notes', 'bring the microphone', pencil('ben'))
    sync(doc, other)
    expect(names(other)).toEqual(['B'])
    expect(deletedSegments(read(doc)).map((segment) => segment.name)).toEqual(['A'])
    edits.restoreSegments(doc, [ids[0]!], ctx)
    expect(liveSegments(read(doc)).map((segment) => segment.notes)).toEqual(['bring the microphone', ''])
  })

  test('an edit of a row that is gone is no edit', () => {
    const { doc, ctx } = showOf('A')
    const seen = transactions(doc)
    edits.setField(doc, 'segments', 'nobody', 'duration', 5, ctx)
    edits.deleteSegments(doc, ['nobody'], ctx)
    expect(seen).toEqual([])
  })
})

describe('cues', () => {
  test('have an order of their own within their segment, and move to another one', () => {
    const { doc, ids, ctx } = showOf('A', 'B')
    const [a, b] = [ids[0]!, ids[1]!]
    const [x] = edits.insertCues(doc, a, edits.END, [{ label: 'x' }, { label: 'y' }], ctx)
    edits.insertCues(doc, b, edits.END, [{ label: 'z' }], ctx)
    edits.moveCues(doc, [x!], b, edits.START, ctx)
    expect(cuesOf(read(doc), a).map((cue) => cue.label)).toEqual(['y'])
    expect(cuesOf(read(doc), b).map((cue) => cue.label)).toEqual(['x', 'z'])
  })

  test('two people who add cues to one segment at once both keep theirs', () => {
    const { doc, ids, ctx } = showOf('A')
    const other = copyOf(doc)
    edits.insertCues(doc, ids[0]!, edits.END, [{ label: 'lights' }], ctx)
    edits.insertCues(other, ids[0]!, edits.END, [{ label: 'sound' }], pencil('ben', { seed: 7 }))
    sync(doc, other)
    expect(cuesOf(read(doc), ids[0]!).map((cue) => cue.label).sort()).toEqual(['lights', 'sound'])
  })

  test('a copy of a cue stands right after it', () => {
    const { doc, ids, ctx } = showOf('A')
    const [x] = edits.insertCues(doc, ids[0]!, edits.END, [{ label: 'x' }, { label: 'y' }], ctx)
    edits.duplicateCues(doc, [x!], ctx)
    expect(cuesOf(read(doc), ids[0]!).map((cue) => cue.label)).toEqual(['x', 'x', 'y'])
  })
})

describe('fields', () => {
  test('each edit is one transaction of this window', () => {
    const { doc, ids, ctx } = showOf('A', 'B', 'C')
    const seen = transactions(doc)
    edits.setFields(doc, 'segments', ids, { type: 'talk', colour: 'teal' }, ctx)
    edits.duplicateSegments(doc, ids, ctx)
    edits.moveSegments(doc, [ids[2]!], edits.START, ctx)
    edits.setInfo(doc, { venue: 'Hall 2', planned_start: 68_400_000 })
    edits.rename(doc, 'Gala')
    expect(seen).toEqual([LOCAL, LOCAL, LOCAL, LOCAL, LOCAL])
    expect(read(doc).show).toMatchObject({ venue: 'Hall 2', planned_start: 68_400_000 })
    expect(read(doc).meta.title).toBe('Gala')
  })

  test('what is out of range is written as the nearest that is allowed', () => {
    const { doc, ids, ctx } = showOf('A')
    edits.setField(doc, 'segments', ids[0]!, 'duration', -5, ctx)
    edits.setField(doc, 'segments', ids[0]!, 'name', 'one\ntwo', ctx)
    expect(read(doc).segments[ids[0]!]).toMatchObject({ duration: 0, name: 'one two' })
  })

  test('prose is changed, not replaced: what somebody else types at the same time stays (U1)', () => {
    const { doc, ids, ctx } = showOf('Keynote')
    const other = copyOf(doc)
    edits.setField(doc, 'segments', ids[0]!, 'name', 'Opening keynote', ctx)
    edits.setField(other, 'segments', ids[0]!, 'name', 'Keynote: Ada', pencil('ben'))
    sync(doc, other)
    expect(names(doc)).toEqual(['Opening keynote: Ada'])
  })

  test('the time stamp is written once in ten seconds', () => {
    const { doc, ids } = showOf('A')
    const at = (now: number): void => edits.setField(doc, 'segments', ids[0]!, 'duration', now, pencil('ana', { now }))
    at(1_009_999)
    expect(read(doc).segments[ids[0]!]!.updated_at).toBe(1_000_000)
    at(1_010_001)
    expect(read(doc).segments[ids[0]!]!.updated_at).toBe(1_010_001)
  })

  test('a text that is missing is made by whoever needs it', () => {
    const { doc, ids } = showOf('A')
    ;(doc.getMap('segments').get(ids[0]!) as Y.Map<unknown>).set('notes', 'old and plain')
    expect(read(doc).segments[ids[0]!]!.notes).toBe('old and plain')
    expect(edits.textOf(doc, 'segments', ids[0]!, 'notes').toString()).toBe('old and plain')
    expect(() => edits.textOf(doc, 'segments', 'nobody', 'notes')).toThrow(RangeError)
  })
})

test('the schedule follows the order and the planned start, and rows are found by id', () => {
  const { doc, ids, ctx } = showOf('A', 'B')
  edits.setInfo(doc, { planned_start: 1000 })
  edits.setField(doc, 'segments', ids[0]!, 'duration', 500, ctx)
  const show = read(doc)
  expect(scheduleRow(show, ids[1]!)).toMatchObject({ start: 1500, end: 1500 })
  expect(scheduleOf(show)).toBe(scheduleOf(show))
})

test('T2 the plan of a show is its live segments and what makes moments of their times', () => {
  const { doc, ids, ctx } = showOf('A', 'B')
  edits.setInfo(doc, { planned_start: 1000, date: '2026-07-01', time_zone: 'Asia/Tokyo' })
  edits.deleteSegments(doc, [ids[0]!], ctx)
  const show = read(doc)
  const plan = { segments: liveSegments(show), planned_start: 1000, date: '2026-07-01', zone: 'Asia/Tokyo' }
  expect(planOf(show)).toEqual(plan)
  expect(planOf(show)).toBe(planOf(show))
})

type Move = { who: number; row: number; to: number }
const moves = fc.array(fc.record({ who: fc.nat(2), row: fc.nat(5), to: fc.nat(5) }), { maxLength: 12 })
const place = (ids: string[], { row, to }: Move): edits.Place => (to === row ? edits.END : { before: ids[to]! })

test('U7, D8 rows moved and added by three people at once are neither lost nor doubled, and all read the same', () => {
  fc.assert(
    fc.property(moves, moves, (first, second) => {
      const { doc, ids } = showOf('A', 'B', 'C', 'D', 'E', 'F')
      const docs = [doc, copyOf(doc), copyOf(doc)]
      const pencils = ['one', 'two', 'three'].map((name, index) => pencil(name, { seed: index + 11 }))
      for (const round of [first, second]) {
        for (const one of round) edits.moveSegments(docs[one.who]!, [ids[one.row]!], place(ids, one), pencils[one.who]!)
        docs.forEach((mine, who) => edits.insertSegments(mine, { after: ids[who]! }, [{ name: `new ${who}` }], pencils[who]!))
        sync(...docs)
        sync(...docs)
      }
      const all = docs.map(names)
      expect(all[1]).toEqual(all[0])
      expect(all[2]).toEqual(all[0])
      expect([...all[0]!].sort()).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'new 0', 'new 0', 'new 1', 'new 1', 'new 2', 'new 2'])
    }),
    { numRuns: 40 },
  )
})

test('a row moved alone lands exactly where it was put, whatever was moved before', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ row: fc.nat(5), to: fc.nat(5) }), { maxLength: 60 }), (steps) => {
      const { doc, ids, ctx } = showOf('A', 'B', 'C', 'D', 'E', 'F')
      const letters = 'ABCDEF'
      let expected = [...letters]
      for (const { row, to } of steps) {
        edits.moveSegments(doc, [ids[row]!], place(ids, { who: 0, row, to }), ctx)
        expected = expected.filter((letter) => letter !== letters[row])
        expected.splice(to === row ? expected.length : expected.indexOf(letters[to]!), 0, letters[row]!)
      }
      expect(names(doc)).toEqual(expected)
    }),
    { numRuns: 40 },
  )
})
