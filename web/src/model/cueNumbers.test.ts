import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { DocStore } from '../sync/docStore'
import { inDepartment, newCue } from './cueNumbers'
import { editContext } from './edit'
import type { Department, Show } from './schema'
import { SHOW } from './schema.gen'
import { END, insertCues, insertSegments } from './showEdits'

type Told = readonly [number: string, department: Department]

/** Two segments with these cues; `ids` are those of the first. */
const showWith = (first: readonly Told[], second: readonly Told[] = []) => {
  const doc = new Y.Doc()
  const ctx = editContext('Ana')
  const [a = '', b = ''] = insertSegments(doc, END, [{ name: 'A' }, { name: 'B' }], ctx)
  const cues = (told: readonly Told[]) => told.map(([number, department]) => ({ number, department }))
  const ids = insertCues(doc, a, END, cues(first), ctx)
  insertCues(doc, b, END, cues(second), ctx)
  return { show: new DocStore<Show>(doc, SHOW).get(), a, b, ids }
}

describe('the number of a new cue', () => {
  it.each<[string, readonly Told[], readonly Told[], Department, string]>([
    ['begins with 1', [], [], 'lighting', '1'],
    ['counts on through the show', [['4', 'lighting'], ['1', 'sound']], [], 'lighting', '5'],
    ['keeps the words in front', [['LX 4', 'lighting']], [], 'lighting', 'LX 5'],
    ['comes between two', [['4', 'lighting']], [['5', 'lighting']], 'lighting', '4.5'],
    ['comes between them again', [['4', 'lighting'], ['4.5', 'lighting']], [['5', 'lighting']], 'lighting', '4.1'],
    ['stands before the first', [], [['5', 'lighting']], 'lighting', '1'],
    ['counts nothing without a department', [['4', 'lighting']], [], 'other', ''],
    ['does not count what is no number', [['A', 'stage']], [], 'stage', '1'],
  ])('%s', (_what, first, second, department, number) => {
    const { show, a } = showWith(first, second)
    expect(newCue(show, a, END, department)).toEqual({ department, number })
  })

  it('is of the department above it, in its own segment', () => {
    const { show, a, b, ids } = showWith([['1', 'sound'], ['1', 'video']])
    expect(newCue(show, a, { after: ids[0] ?? '' })).toEqual({ department: 'sound', number: '2' })
    expect(newCue(show, a, { before: ids[1] ?? '' })).toEqual({ department: 'sound', number: '2' })
    expect(newCue(show, b, END)).toEqual({ department: 'other', number: '' })
  })
})

describe('another department', () => {
  it('gives a cue the next number there, unless somebody chose its number', () => {
    const { show, ids } = showWith([['1', 'sound'], ['7', 'sound'], ['3', 'lighting'], ['', 'other']])
    const cue = (index: number) => {
      const found = show.cues[ids[index] ?? '']
      if (!found) throw new Error('no such cue')
      return found
    }
    expect(inDepartment(show, cue(0), 'video')).toEqual({ department: 'video', number: '1' })
    expect(inDepartment(show, cue(1), 'lighting')).toEqual({ department: 'lighting' })
    expect(inDepartment(show, cue(3), 'lighting')).toEqual({ department: 'lighting', number: '4' })
  })
})
