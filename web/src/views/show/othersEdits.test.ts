import { describe, expect, it } from 'vitest'
import { deleteSegments, insertCues, moveSegments, rename, setFields, setInfo } from '../../model/showEdits'
import { HOUR, MINUTE, addSegments, context, openAlone } from './fixtures'
import { deedsBetween, toldBy } from './othersEdits'

const heard = (change: (doc: ReturnType<typeof openAlone>['doc'], ids: string[]) => void): readonly string[] => {
  const { doc, store } = openAlone()
  const ids = addSegments(doc, { name: 'Doors', start: 9 * HOUR }, { name: 'Welcome' }, { name: 'Panel' }, { name: 'Close' })
  const before = store.get()
  change(doc, ids)
  return deedsBetween(before, store.get())
}

describe('U6 U16 what others did is told with the row and the new value', () => {
  it.each([
    [{ start: 14 * HOUR + 10 * MINUTE }, 'moved “Doors” to 14:10'],
    [{ start: null }, 'let “Doors” follow the one before'],
    [{ duration: 20 * MINUTE }, 'made “Doors” last 20 min'],
    [{ end: 10 * HOUR }, 'set the end of “Doors” to 10:00'],
    [{ name: 'House open' }, 'renamed “Doors” to “House open”'],
    [{ status: 'completed' }, 'set “Doors” to completed'],
    [{ type: 'break' }, 'set the type of “Doors” to Break'],
    [{ notes: 'Ushers first' }, 'changed the notes of “Doors”'],
    [{ colour: 'red' }, 'changed “Doors”'],
  ] as const)('U16 %o: %s', (values, sentence) => {
    expect(heard((doc, [id = '']) => setFields(doc, 'segments', [id], values, context))).toEqual([sentence])
  })

  it('U16 where a row was moved to', () => {
    expect(heard((doc, [, , panel = '']) => moveSegments(doc, [panel], { before: null }, context))).toEqual(['moved “Panel” after “Close”'])
    expect(heard((doc, [doors = '', , panel = '']) => moveSegments(doc, [panel], { before: doors }, context))).toEqual(['moved “Panel” to the top'])
  })

  it('U16 several are counted', () => {
    expect(heard((doc, ids) => deleteSegments(doc, ids.slice(1), context))).toEqual(['deleted 3 segments'])
    expect(heard((doc, ids) => setFields(doc, 'segments', ids, { duration: MINUTE }, context))).toEqual(['changed 4 segments'])
  })

  it('U16 everything that happened, in one sentence with the name', () => {
    const deeds = heard((doc, [doors = '', welcome = '']) => {
      addSegments(doc, { name: 'Party' })
      insertCues(doc, welcome, { before: null }, [{ label: 'Go dark', department: 'lighting', number: '7' }], context)
      deleteSegments(doc, [doors], context)
      setInfo(doc, { planned_start: 18 * HOUR })
      rename(doc, 'Spring night')
    })
    expect(toldBy('Ana', deeds)).toBe(
      'Ana added “Party”, deleted “Doors”, added the cue LX 7, moved the start of the show to 18:00 and called the show “Spring night”.',
    )
    expect(toldBy('Ana', deeds.slice(0, 1))).toBe('Ana added “Party”.')
  })

  it('U16 is silent when nothing changed', () => {
    expect(heard(() => {})).toEqual([])
  })
})
