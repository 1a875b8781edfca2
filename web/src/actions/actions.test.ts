import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { editContext } from '../model/edit'
import type { Show } from '../model/schema'
import { SHOW } from '../model/schema.gen'
import { cuesOf, liveSegments } from '../model/show'
import { END, insertCues, insertSegments } from '../model/showEdits'
import { DocStore } from '../sync/docStore'
import { Cell } from '../sync/readable'
import { undoOf } from '../sync/undo'
import { actionFor, grouped } from './action'
import { ariaKeys, type KeyPress, matches, onMac, shownKeys } from './keys'
import { type Grid, showAction, type ShowActionName, showActions, type ShowContext } from './showActions'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
})

describe('U6 keys', () => {
  test.each([
    ['Mod+Z', press('z', { ctrlKey: true }), false, true],
    ['Mod+Z', press('z', { metaKey: true }), true, true],
    ['Mod+Z', press('z', { metaKey: true }), false, false],
    ['Mod+Z', press('z', { ctrlKey: true }), true, false],
    ['Mod+Z', press('Z', { ctrlKey: true, shiftKey: true }), false, false],
    ['Mod+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }), false, true],
    ['Mod+D', press('d', { ctrlKey: true, altKey: true }), false, false],
    ['Alt+ArrowUp', press('ArrowUp', { altKey: true }), false, true],
    ['?', press('?', { shiftKey: true }), false, true],
    ['?', press('?'), false, true],
    ['Mod+/', press('/', { ctrlKey: true, shiftKey: true }), false, true],
    ['Enter', press('Enter', { shiftKey: true }), false, false],
    ['F2', press('F2'), false, true],
  ])('%s is %j (mac: %s): %s', (keys, key, mac, same) => {
    expect(matches(keys, key, mac)).toBe(same)
  })

  test('are written as the platform writes them', () => {
    expect(shownKeys('Mod+Shift+Z', true)).toBe('⇧⌘Z')
    expect(shownKeys('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z')
    expect(shownKeys('Alt+ArrowUp', true)).toBe('⌥↑')
    expect(ariaKeys('Mod+Enter', false)).toBe('Control+Enter')
    expect([onMac({ platform: 'MacIntel', userAgent: '' }), onMac({ platform: 'Linux', userAgent: '' })]).toEqual([true, false])
  })

  test('every command has a name and a key of its own', () => {
    const names = showActions.map((action) => action.name)
    const keys = showActions.flatMap((action) => action.keys)
    expect(new Set(names).size).toBe(names.length)
    expect(new Set(keys).size).toBe(keys.length)
    expect(grouped(showActions).flatMap(([, actions]) => actions)).toHaveLength(showActions.length)
  })
})

/** The grid as a view keeps it: what is selected, and what the commands asked of it. */
class TestGrid implements Grid {
  selectedSegments: readonly string[] = []
  selectedCues: readonly string[] = []
  said: string[] = []
  focused: Parameters<Grid['focus']>[0] | null = null
  opened: string[] = []
  get cell(): Grid['cell'] {
    const [id] = this.selectedSegments
    return id === undefined ? null : { record: 'segments', id, column: 'name' }
  }
  focus(target: Parameters<Grid['focus']>[0]): void {
    this.focused = target
    this.selectedSegments = target.record === 'segments' ? [target.id] : []
    this.selectedCues = target.record === 'cues' ? [target.id] : []
  }
  select(ids: readonly string[]): void {
    if (this.selectedCues.length > 0) this.selectedCues = ids
    else this.selectedSegments = ids
  }
  beginEdit(): void {
    this.opened.push('cell')
  }
  openColumns(): void {
    this.opened.push('columns')
  }
  openShortcuts(): void {
    this.opened.push('shortcuts')
  }
  print(): void {
    this.opened.push('print')
  }
  pointOut(verb: string): void {
    this.said.push(verb)
  }

  announce(sentence: string, options?: { readonly undo: boolean }): void {
    this.said.push(options?.undo === true ? `${sentence} [undo]` : sentence)
  }
}

const stage = (...titles: string[]) => {
  const doc = new Y.Doc()
  const store = new DocStore<Show>(doc, SHOW)
  const undo = undoOf(doc, SHOW)
  const ids = insertSegments(doc, END, titles.map((name) => ({ name, duration: 60_000 })), editContext('ana'))
  undo.clear()
  const grid = new TestGrid()
  const mayEdit = new Cell(true)
  const ctx = (): ShowContext => ({ session: { doc, undo, mayEdit }, show: store.get(), grid, author: 'ana' })
  return {
    doc,
    ids,
    grid,
    ctx,
    mayEdit,
    names: () => liveSegments(store.get()).map((segment) => segment.name),
    cues: (id: string) => cuesOf(store.get(), id).map((cue) => cue.label),
    show: store.get,
    may: (name: ShowActionName) => showAction(name).when(ctx()),
    perform: (name: ShowActionName) => showAction(name).perform(ctx()),
  }
}

describe('U11 who may only look', () => {
  test('is offered no command that edits, and every one that does not', () => {
    const { grid, ids, mayEdit, may, perform } = stage('A', 'B', 'C')
    grid.selectedSegments = [ids[1]!]
    perform('duplicate')
    perform('undo')
    grid.selectedSegments = [ids[1]!]
    perform('duplicate')
    const offered = (): readonly ShowActionName[] => showActions.map(({ name }) => name).filter(may)
    const before = offered()
    mayEdit.set(false)
    expect(offered()).toEqual(['go-to-start', 'go-to-end', 'columns', 'print', 'shortcuts'])
    expect(before).toEqual(expect.arrayContaining(['add-below', 'add-cue', 'undo', 'toggle-fixed-start']))
    mayEdit.set(true)
    expect(offered()).toEqual(before)
  })
})

describe('commands on rows', () => {
  test('add below and above the selection, and open the new row', () => {
    const { grid, ids, names, perform } = stage('A', 'B')
    grid.selectedSegments = [ids[0]!]
    perform('add-below')
    expect(names()).toEqual(['A', '', 'B'])
    expect(grid.focused).toMatchObject({ record: 'segments', column: 'name', edit: true })
    grid.selectedSegments = [ids[0]!]
    perform('add-above')
    expect(names()).toEqual(['', 'A', '', 'B'])
  })

  test('in an empty show the first row is added', () => {
    const { names, perform } = stage()
    perform('add-below')
    expect(names()).toEqual([''])
  })

  test('move a selection over its neighbour, and stop at the ends', () => {
    const { grid, ids, names, perform, may } = stage('A', 'B', 'C', 'D')
    grid.selectedSegments = [ids[1]!, ids[2]!]
    perform('move-up')
    expect(names()).toEqual(['B', 'C', 'A', 'D'])
    expect(may('move-up')).toBe(false)
    perform('move-down')
    perform('move-down')
    expect(names()).toEqual(['A', 'D', 'B', 'C'])
    expect(may('move-down')).toBe(false)
  })

  test('a selection with holes is gathered first', () => {
    const { grid, ids, names, perform } = stage('A', 'B', 'C', 'D', 'E')
    grid.selectedSegments = [ids[1]!, ids[3]!]
    perform('move-up')
    expect(names()).toEqual(['A', 'B', 'D', 'C', 'E'])
    perform('move-up')
    expect(names()).toEqual(['B', 'D', 'A', 'C', 'E'])
    grid.selectedSegments = [ids[1]!, ids[2]!]
    perform('move-down')
    expect(names()).toEqual(['D', 'A', 'B', 'C', 'E'])
  })

  test('duplicate, delete with the offer to take it back, undo and redo', () => {
    const { grid, ids, names, perform, may } = stage('A', 'B')
    grid.selectedSegments = [ids[0]!]
    perform('duplicate')
    expect(names()).toEqual(['A', 'A', 'B'])
    expect(grid.selectedSegments).toHaveLength(1)
    perform('delete')
    expect(names()).toEqual(['A', 'B'])
    expect(grid.said).toEqual(['1 segment duplicated.', '1 segment deleted. [undo]'])
    perform('undo')
    perform('undo')
    expect([names(), may('undo')]).toEqual([['A', 'B'], false])
    perform('redo')
    expect(names()).toEqual(['A', 'A', 'B'])
  })

  test('fix the starts of several rows where the plan has them, and free them again', () => {
    const { grid, ids, show, perform } = stage('A', 'B', 'C')
    grid.selectedSegments = ids.slice(1)
    perform('toggle-fixed-start')
    expect(ids.map((id) => show().segments[id]!.start)).toEqual([null, 60_000, 120_000])
    perform('toggle-fixed-start')
    expect(ids.map((id) => show().segments[id]!.start)).toEqual([null, null, null])
    perform('undo')
    expect(ids.map((id) => show().segments[id]!.start)).toEqual([null, 60_000, 120_000])
  })

  test('where a cue has the caret, the same commands are about cues', () => {
    const { doc, grid, ids, cues, names, perform, may } = stage('A', 'B')
    const [x, y] = insertCues(doc, ids[0]!, END, [{ label: 'x', department: 'sound' }, { label: 'y' }], editContext('ana'))
    grid.focus({ record: 'cues', id: y! })
    perform('move-up')
    expect([cues(ids[0]!), may('move-up')]).toEqual([['y', 'x'], false])
    grid.focus({ record: 'cues', id: x! })
    perform('duplicate')
    expect(cues(ids[0]!)).toEqual(['y', 'x', 'x'])
    perform('delete')
    expect([cues(ids[0]!), names()]).toEqual([['y', 'x'], ['A', 'B']])
    grid.focus({ record: 'cues', id: y! })
    perform('add-cue')
    expect([cues(ids[0]!), may('toggle-fixed-start')]).toEqual([['y', '', 'x'], false])
  })

  test('a cue is added to the segment of the caret, at its end', () => {
    const { doc, grid, ids, cues, perform, may } = stage('A')
    expect(may('add-cue')).toBe(false)
    insertCues(doc, ids[0]!, END, [{ label: 'x' }], editContext('ana'))
    grid.selectedSegments = [ids[0]!]
    perform('add-cue')
    expect(cues(ids[0]!)).toEqual(['x', ''])
    expect(grid.focused).toMatchObject({ record: 'cues', column: 'department', edit: true })
  })

  test('go to both ends, and open what a view has to open', () => {
    const { grid, ids, perform } = stage('A', 'B', 'C')
    perform('go-to-end')
    expect(grid.focused).toEqual({ record: 'segments', id: ids[2] })
    perform('go-to-start')
    expect(grid.focused).toEqual({ record: 'segments', id: ids[0] })
    for (const name of ['edit', 'columns', 'shortcuts', 'print'] as const) perform(name)
    expect(grid.opened).toEqual(['cell', 'columns', 'shortcuts', 'print'])
  })
})

describe('which command a key means', () => {
  const found = (key: KeyPress, situation: { typing?: boolean; letters?: 'type' | 'command' } = {}) => {
    const { ctx, grid, ids } = stage('A')
    grid.selectedSegments = ids
    return actionFor(showActions, key, ctx(), { typing: false, mac: false, ...situation })?.name ?? null
  }

  test.each([
    ['its own', press('d', { ctrlKey: true }), {}, 'duplicate'],
    ['nothing, when it does not apply', press('z', { ctrlKey: true }), {}, null],
    ['nothing while typing', press('d', { ctrlKey: true }), { typing: true }, null],
    ['a single character where nobody types', press('?', { shiftKey: true }), {}, 'shortcuts'],
    ['not a single character where it would open the cell', press('?', { shiftKey: true }), { letters: 'type' }, null],
    ['with a modifier also there', press('/', { ctrlKey: true }), { letters: 'type' }, 'shortcuts'],
    ['nothing at all', press('x'), {}, null],
  ] as const)('%s', (_, key, situation, name) => {
    expect(found(key, situation)).toBe(name)
  })

  test('undo works while typing: the browser knows nothing of shared text', () => {
    const { ctx, doc } = stage()
    insertSegments(doc, END, [{ name: 'new' }], editContext('ana'))
    expect(actionFor(showActions, press('z', { ctrlKey: true }), ctx(), { typing: true, mac: false })?.name).toBe('undo')
  })
})
