/**
 * Being interrupted: somebody else deletes the row that one is writing in. The grid is halted then (grid/selection.ts),
 * and the person is told who took the row away and offered to have it back, with all that was written.
 */
import { restoreCues, restoreSegments } from '../../model/showEdits'
import type { ShowDesk } from './desk'
import type { Cell } from './grid/selection'
import { quoted, someone } from './words'

interface Gone {
  readonly name: string
  readonly restore: () => void
}

/** The deleted record behind a row that has disappeared: its own, or the segment of a cue. */
const goneWith = (desk: ShowDesk, row: string): Gone | null => {
  const { show, session } = desk
  const cue = show.cues[row]
  if (cue && cue.deleted_at !== null)
    return { name: cue.label, restore: () => restoreCues(session.doc, [row], desk.context()) }
  const segment = show.segments[cue?.segment ?? row]
  if (!segment || segment.deleted_at === null) return null
  return { name: segment.name, restore: () => restoreSegments(session.doc, [segment.id], desk.context()) }
}

const tell = (desk: ShowDesk, cell: Cell): void => {
  const gone = goneWith(desk, cell.row)
  const who = someone(desk.session.presence.get())
  if (!gone) return desk.tell({ sentence: `${who} took the row away that you were writing in` })
  const restore = (): void => {
    gone.restore()
    desk.visit(cell)
  }
  desk.tell({
    sentence: `${who} deleted ${quoted(gone.name)} while you were writing`,
    offers: [{ label: 'Restore', perform: restore }],
  })
}

export const watchInterruptions = (desk: ShowDesk): (() => void) => {
  const { doc } = desk.session
  let byOthers = false
  let writing: Cell | null = null
  const heard = ({ local }: { readonly local: boolean }): void => {
    byOthers = !local
  }
  doc.on('beforeTransaction', heard)
  const stop = desk.selection.subscribe(() => {
    const { active, editing, halted } = desk.selection.get()
    if (halted && writing && byOthers) tell(desk, writing)
    writing = editing === null ? null : active
  })
  return () => {
    stop()
    doc.off('beforeTransaction', heard)
  }
}
