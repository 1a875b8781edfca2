import { describe, expect, it } from 'vitest'
import { deleteSegments, insertCues, rename, setFields } from '../../model/showEdits'
import { addSegments, context, openAlone } from './fixtures'
import { sentencesBetween } from './othersEdits'

const heard = (change: (doc: ReturnType<typeof openAlone>['doc'], ids: string[]) => void): readonly string[] => {
  const { doc, store } = openAlone()
  const ids = addSegments(doc, { name: 'Doors' }, { name: 'Welcome' }, { name: 'Keynote' })
  const before = store.get()
  change(doc, ids)
  return sentencesBetween(before, store.get())
}

describe('U6 what others did is told in sentences', () => {
  it('names the one row that changed', () => {
    expect(heard((doc, [id = '']) => setFields(doc, 'segments', [id], { status: 'completed' }, context))).toEqual([
      '“Doors” changed',
    ])
  })

  it('counts several', () => {
    expect(heard((doc, ids) => deleteSegments(doc, ids.slice(1), context))).toEqual(['2 segments deleted'])
  })

  it('tells everything that happened', () => {
    const sentences = heard((doc, [doors = '', welcome = '']) => {
      addSegments(doc, { name: 'Party' })
      insertCues(doc, welcome, { before: null }, [{ label: 'Go dark' }], context)
      deleteSegments(doc, [doors], context)
      rename(doc, 'Spring night')
    })
    expect(sentences).toEqual([
      '“Party” added',
      '“Doors” deleted',
      '“Go dark” added',
      'The show is now called “Spring night”',
    ])
  })

  it('is silent when nothing changed', () => {
    expect(heard(() => {})).toEqual([])
  })
})
