import { describe, expect, it } from 'vitest'
import { choose, counted, countOf, readFile, titleFromFileName } from './importFile'

const file = (name: string, text: string) => new File([text], name)
const SHOW = { meta: { kind: 'show', title: 'Spring gala' }, segments: [{ id: 'a', deleted_at: null }, { id: 'b', deleted_at: 7 }] }

describe('readFile', () => {
  it('reads an exported show (D5)', async () => {
    const reading = await readFile(file('x.json', JSON.stringify(SHOW)))
    expect(reading).toEqual({ kind: 'document', title: 'Spring gala', content: SHOW })
  })

  it('a show without a title is called after its file', async () => {
    const untitled = { ...SHOW, meta: { kind: 'show', title: '' } }
    expect((await readFile(file('Gala_v2.JSON', JSON.stringify(untitled)))).title).toBe('Gala v2')
  })

  it.each([
    ['x.json', '{"meta"', 'damaged'],
    ['x.json', '[1]', 'not an exported show'],
    ['x.json', '{"meta":{"kind":"free"}}', 'not an exported show'],
    ['x.json', 'null', 'not an exported show'],
    ['x.pdf', '%PDF', 'is not a table'],
    ['noend', 'x', 'is not a table'],
    ['x.csv', '', 'is empty'],
  ])('%s with %j is refused: %s', async (name, text, sentence) => {
    await expect(readFile(file(name, text))).rejects.toThrow(sentence)
  })
})

it.each([
  ['spring_gala-2026.csv', 'spring gala 2026'],
  ['Run of show.final.xlsx', 'Run of show.final'],
  ['plain', 'plain'],
])('%s gives the title %s', (name, title) => {
  expect(titleFromFileName(name)).toBe(title)
})

it('counts living records only', () => {
  expect(countOf(SHOW, 'segments')).toBe(1)
  expect(countOf(SHOW, 'cues')).toBe(0)
  expect([counted(0, 'segment'), counted(1, 'segment'), counted(42, 'segment')]).toEqual(['0 segments', '1 segment', '42 segments'])
})

describe('choose', () => {
  const column = (index: number, field: string | null) => ({ index, field, header: '', reason: '' })
  const columns = [column(0, 'name'), column(1, 'start'), column(2, null)]

  it('takes a field away from the column that had it', () => {
    expect(choose(columns, {}, { index: 2, field: 'start' })).toEqual({ 1: null, 2: 'start' })
  })

  it('notes can have several columns', () => {
    expect(choose([column(0, 'notes'), column(1, null)], {}, { index: 1, field: 'notes' })).toEqual({ 1: 'notes' })
  })

  it('keeps earlier choices', () => {
    expect(choose(columns, { 0: 'notes' }, { index: 1, field: 'duration' })).toEqual({ 0: 'notes', 1: 'duration' })
  })

  it('any number of columns can be left out', () => {
    expect(choose(columns, {}, { index: 1, field: null })).toEqual({ 1: null })
  })
})
