/**
 * Editing one cell, from the key that opens it to the one that leaves it.
 *
 * Text is shared while it is typed, so there is nothing to commit for it; Escape takes back what this person typed
 * since the cell was opened and leaves what others typed meanwhile (U2). A time or a choice is written when it is
 * committed; the field says whether it can be.
 */
import type { UndoManager } from 'yjs'
import type { GridStore } from './grid/gridStore'
import type { Editing, Step } from './grid/selection'

/** What the field in the open cell can do. `commit` says false when what was typed makes no sense: it stays open. */
export interface OpenField {
  readonly commit: () => boolean
}

export class EditSession {
  readonly #selection: GridStore
  readonly #undoHere: () => UndoManager
  /** That of the text being edited: a private column is a document of its own. */
  #undo: UndoManager
  #field: OpenField | null = null
  #mark = 0

  constructor(selection: GridStore, undoHere: () => UndoManager) {
    this.#selection = selection
    this.#undoHere = undoHere
    this.#undo = undoHere()
  }

  /** The field that was just drawn; gives back the way to say that it is gone. */
  readonly opened = (field: OpenField): (() => void) => {
    this.#field = field
    return () => {
      if (this.#field === field) this.#field = null
    }
  }

  /** Text that is shared while it is typed registers no field: there is nothing to commit. */
  get sharesText(): boolean {
    return this.#selection.get().editing !== null && this.#field === null
  }

  /** `steps` before it belong to the edit: a row that was added for it disappears again with Escape. */
  begin(how: Editing, { steps = 0 }: { steps?: number } = {}): void {
    this.#undo = this.#undoHere()
    this.#undo.stopCapturing()
    this.#mark = this.#undo.undoStack.length - steps
    this.#selection.edit(how)
  }

  /** False when the cell stays open. */
  commit(step: Step | null = null): boolean {
    if (this.#selection.get().editing === null) return true
    if (this.#field && !this.#field.commit()) return false
    this.#undo.stopCapturing()
    this.#selection.stopEditing()
    if (step) this.#selection.go(step)
    return true
  }

  cancel(): void {
    if (this.#selection.get().editing === null) return
    this.#selection.stopEditing()
    this.#undo.stopCapturing()
    while (this.#undo.undoStack.length > this.#mark) this.#undo.undo()
  }

  /** Closes the cell and writes nothing more. */
  abandon(): void {
    if (this.#selection.get().editing !== null) this.#selection.stopEditing()
  }

  /** The person went elsewhere: what can be kept is kept. */
  leave(): void {
    if (!this.commit()) this.cancel()
  }
}
