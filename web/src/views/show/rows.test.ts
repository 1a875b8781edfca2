import { describe, expect, it } from 'vitest'
import { cuesOf, liveSegments, scheduleOf } from '../../model/show'
import { setFields, textOf } from '../../model/showEdits'
import { MINUTE, addCues, addSegments, context, openAlone } from './fixtures'
import { type ShowRow, addCueId, ADD_SEGMENT, gridRows, rowBuilder } from './rows'

const open = () => {
  const session = openAlone()
  const [doors = '', keynote = ''] = addSegments(
    session.doc,
    { name: 'Doors', duration: 30 * MINUTE },
    { name: 'Keynote', duration: 20 * MINUTE },
  )
  const [light = ''] = addCues(session.doc, doors, { label: 'House to half' })
  const build = rowBuilder()
  const rows = (opened: readonly string[] = []): readonly ShowRow[] => {
    const show = session.store.get()
    return build({
      segments: liveSegments(show),
      schedule: scheduleOf(show),
      cuesOf: (id) => cuesOf(show, id),
      open: new Set(opened),
    })
  }
  return { ...session, doors, keynote, light, rows }
}

describe('the rows of the grid', () => {
  it('are the segments in order, and a row that is not there yet', () => {
    const { rows, doors, keynote } = open()
    expect(rows().map((row) => row.id)).toEqual([doors, keynote, ADD_SEGMENT])
  })

  it('hold the cues of an opened segment, and room for one more', () => {
    const { rows, doors, keynote, light } = open()
    expect(rows([doors]).map((row) => row.id)).toEqual([doors, light, addCueId(doors), keynote, ADD_SEGMENT])
  })

  it('are the same objects while nothing in them changed', () => {
    const { rows, doc, doors, keynote } = open()
    const before = rows([doors])
    expect(rows([doors])).toBe(before)
    textOf(doc, 'segments', keynote, 'name').insert(0, 'The ')
    const after = rows([doors])
    expect(after.map((row, index) => row === before[index])).toEqual([true, true, true, false, true])
  })

  it('change where a time moves them, and only there', () => {
    const { rows, doc, doors } = open()
    const before = rows()
    setFields(doc, 'segments', [doors], { duration: 45 * MINUTE }, context)
    const after = rows()
    expect(after.map((row) => (row.kind === 'segment' ? row.times.start : null))).toEqual([0, 45 * MINUTE, null])
    expect(after[2]).toBe(before[2])
  })

  it('can be visited in the columns of their kind', () => {
    const { rows, doors } = open()
    expect(gridRows(rows([doors]), ['order', 'name']).map((row) => [row.group, row.columns.join()])).toEqual([
      ['segment', 'order,name'],
      ['cue', 'number,department,label,note'],
      ['addCue', 'label'],
      ['segment', 'order,name'],
      ['addSegment', 'name'],
    ])
  })
})
