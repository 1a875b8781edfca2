import { describe, expect, it } from 'vitest'
import { ApiError, type DocumentEntry } from '../../api'
import { deleted, found, Library, type LibraryServer } from './library'

const entry = (title: string, more: Partial<DocumentEntry> = {}): DocumentEntry => ({
  name: `show/${title}`,
  kind: 'show',
  title,
  created_at: 0,
  updated_at: 0,
  deleted_at: null,
  ...more,
})

const unreachable = () => Promise.reject(new ApiError('The server cannot be reached.', 'unreachable', 0))

/** A server that holds its documents in a list, and can be taken away. */
class Shelf implements LibraryServer {
  documents: DocumentEntry[]
  isGone = false

  constructor(...documents: DocumentEntry[]) {
    this.documents = documents
  }

  listDocuments = async () => (this.isGone ? unreachable() : [...this.documents])
  createShow = async ({ title }: { title: string }) => {
    const created = entry(title)
    this.documents.push(created)
    return created
  }
  renameDocument = (name: string, title: string) => this.#change(name, { title })
  deleteDocument = (name: string) => this.#change(name, { deleted_at: 5 })
  restoreDocument = (name: string) => this.#change(name, { deleted_at: null })
  moveDocument = async (name: string, workspace: string) => {
    await this.#change(name, { workspace })
    return { links_ended: 2, roles_ended: 0 }
  }

  async #change(name: string, change: Partial<DocumentEntry>): Promise<void> {
    if (this.isGone) return unreachable()
    this.documents = this.documents.map((one) => (one.name === name ? { ...one, ...change } : one))
  }
}

const memoryOf = (...documents: DocumentEntry[]) => {
  const memory = {
    kept: documents as readonly DocumentEntry[],
    knownDocuments: () => memory.kept,
    rememberDocuments: (list: readonly DocumentEntry[]) => {
      memory.kept = list
      return list
    },
  }
  return memory
}

const titles = (library: Library) => found(library.get().documents).map(({ title }) => title)

describe('the library', () => {
  it('shows what the server has, and remembers it (U4)', async () => {
    const memory = memoryOf()
    const library = new Library(new Shelf(entry('Gala'), entry('notes', { kind: 'free' })), memory)
    expect(library.get().situation).toBe('loading')
    await library.refresh()
    expect(library.get().situation).toBe('here')
    expect(titles(library)).toEqual(['Gala'])
    expect(memory.kept.map(({ title }) => title)).toEqual(['Gala'])
  })

  it('without a server, shows what this browser remembers (U4)', async () => {
    const shelf = new Shelf()
    shelf.isGone = true
    const library = new Library(shelf, memoryOf(entry('Gala')))
    await library.refresh()
    expect(library.get().situation).toBe('offline')
    expect(titles(library)).toEqual(['Gala'])
  })

  it('another failure is told in the server’s words, and what is known stays in sight', async () => {
    const shelf = new Shelf()
    shelf.listDocuments = () => Promise.reject(new ApiError('The disk is full.', 'unavailable', 503))
    const library = new Library(shelf, memoryOf(entry('Gala')))
    await library.refresh()
    expect(library.get()).toMatchObject({ situation: 'failed', problem: 'The disk is full.' })
    expect(titles(library)).toEqual(['Gala'])
  })

  it('draws a change before the server has answered, and takes it back when it fails', async () => {
    const shelf = new Shelf(entry('Gala'))
    const library = new Library(shelf, memoryOf())
    await library.refresh()
    shelf.isGone = true
    const renaming = library.rename('show/Gala', 'Gala 2')
    expect(titles(library)).toEqual(['Gala 2'])
    await expect(renaming).rejects.toThrow('cannot be reached')
    expect(titles(library)).toEqual(['Gala'])
  })

  it('deletes and restores (A2)', async () => {
    const shelf = new Shelf(entry('Gala'))
    const library = new Library(shelf, memoryOf())
    await library.refresh()
    await library.remove('show/Gala')
    expect(titles(library)).toEqual([])
    expect(deleted(library.get().documents)).toHaveLength(1)
    await library.restore('show/Gala')
    await library.refresh()
    expect(titles(library)).toEqual(['Gala'])
  })

  it('moves to another workspace when the server has said so, and tells what has ended (A21)', async () => {
    const shelf = new Shelf(entry('Gala', { workspace: 'festival' }))
    const library = new Library(shelf, memoryOf())
    await library.refresh()
    const placeOf = () => library.get().documents[0]?.workspace
    const moving = library.move('show/Gala', 'school')
    expect(placeOf()).toBe('festival')
    expect(await moving).toEqual({ links_ended: 2, roles_ended: 0 })
    expect(placeOf()).toBe('school')
    shelf.isGone = true
    await expect(library.move('show/Gala', 'festival')).rejects.toThrow('cannot be reached')
    expect(placeOf()).toBe('school')
  })

  it('a list that was asked for before a change does not undo the change', async () => {
    const shelf = new Shelf(entry('Gala'))
    const library = new Library(shelf, memoryOf())
    await library.refresh()
    const old = [...shelf.documents]
    shelf.listDocuments = async () => old
    const refreshing = library.refresh()
    await library.rename('show/Gala', 'Gala 2')
    await refreshing
    expect(titles(library)).toEqual(['Gala 2'])
  })

  it('a new show is in the list at once', async () => {
    const library = new Library(new Shelf(), memoryOf())
    await library.refresh()
    await library.create({ title: 'Opening night' })
    expect(titles(library)).toEqual(['Opening night'])
  })
})

describe('found', () => {
  const shows = [
    entry('Opening Gala', { updated_at: 1 }),
    entry('Été: gala du soir', { updated_at: 3 }),
    entry('Conference', { updated_at: 2 }),
    entry('Old gala', { updated_at: 9, deleted_at: 1 }),
  ]

  it.each([
    ['', ['Été: gala du soir', 'Conference', 'Opening Gala']],
    ['gala', ['Été: gala du soir', 'Opening Gala']],
    ['GALA open', ['Opening Gala']],
    ['ete', ['Été: gala du soir']],
    ['nothing', []],
  ])('%j finds %j', (search, expected) => {
    expect(found(shows, search).map(({ title }) => title)).toEqual(expected)
  })
})
