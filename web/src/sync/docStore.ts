/**
 * A document seen as one plain, frozen value. Owns the only observer of the document.
 *
 *   const store = new DocStore<Show>(doc, SHOW)      store.get()      store.subscribe(listener)
 *
 * Whatever a transaction did not touch stays the very same object, so a view of an untouched part never draws
 * again. Records are rebuilt when somebody asks, not when they change. Something that is no record where a record
 * should be is left out.
 */
import * as Y from 'yjs'
import { readFields } from '../model/read'
import type { Kind, Root } from '../model/schema'
import { ID_PATTERN } from '../model/schema.gen'
import type { Readable } from './readable'

const ID = new RegExp(ID_PATTERN)

export class DocStore<T extends object> implements Readable<T> {
  readonly #doc: Y.Doc
  readonly #roots: readonly (readonly [name: string, root: Root, map: Y.Map<unknown>])[]
  readonly #listeners = new Set<() => void>()
  /** What each shared map reads as; an entry is forgotten when the map or something inside it changes. */
  readonly #plain = new WeakMap<object, object>()
  #whole: T | null = null

  constructor(doc: Y.Doc, kind: Kind) {
    this.#doc = doc
    this.#roots = Object.entries(kind.roots).map(([name, root]) => [name, root, doc.getMap(name)])
    doc.on('afterTransaction', this.#forget)
  }

  readonly get = (): T => {
    this.#whole ??= Object.freeze(
      Object.fromEntries(this.#roots.map(([name, root, map]) => [name, root.keyed ? this.#records(root, map) : this.#record(root, map)])),
    ) as T
    return this.#whole
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  destroy(): void {
    this.#doc.off('afterTransaction', this.#forget)
    this.#listeners.clear()
  }

  /** Yjs lists every changed type together with all that contain it. */
  readonly #forget = ({ changedParentTypes }: Y.Transaction): void => {
    const changed = new Set<unknown>(changedParentTypes.keys())
    for (const type of changedParentTypes.keys()) this.#plain.delete(type)
    if (!this.#roots.some(([, , map]) => changed.has(map))) return
    this.#whole = null
    for (const listener of [...this.#listeners]) listener()
  }

  #remembered(map: Y.Map<unknown>, build: () => object): object {
    const known = this.#plain.get(map)
    if (known !== undefined) return known
    const built = Object.freeze(build())
    this.#plain.set(map, built)
    return built
  }

  #record(root: Root, map: Y.Map<unknown>, known: object = {}): object {
    return this.#remembered(map, () => readFields(root.fields, map, known))
  }

  /** The object has no prototype: an id may be any word, "constructor" too. */
  #records(root: Root, map: Y.Map<unknown>): object {
    return this.#remembered(map, () => {
      const byId = Object.create(null) as Record<string, object>
      map.forEach((record, id) => {
        if (record instanceof Y.Map && (this.#plain.has(record) || ID.test(id))) byId[id] = this.#record(root, record, { id })
      })
      return byId
    })
  }
}
