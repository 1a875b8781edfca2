import { useContext, useMemo } from 'react'
import { useDoc } from '../../react/useDoc'
import { useDesk } from './DeskContext'
import { activeColumn, editingIn, picked } from './grid/gridStore'
import type { Editing } from './grid/selection'
import { NearContext, isNear } from './nearRows'
import { type Peer, peersIn } from './peers'
import type { Worked } from './worked'

export interface RowState {
  /** Whether the row is drawn in full. */
  readonly near: boolean
  readonly active: string | null
  readonly editing: Editing | null
  readonly isPicked: boolean
  readonly peers: readonly Peer[]
  /** The columns in which something has just worked, parted by spaces; `*` for the whole row. */
  readonly marked: string
}

const markedIn =
  (id: string) =>
  (places: readonly Worked[]): string => {
    const place = places.find((worked) => worked.id === id)
    return place ? place.columns.join(' ') || '*' : ''
  }

/** Of a cell: undefined rather than false, for an attribute. */
export const isMarked = (marked: string, column: string): true | undefined =>
  marked === '*' || marked.split(' ').includes(column) || undefined

/** What a row has to know besides its own data: its part of the selection, who is in it, whether it is in sight. */
export const useRow = (id: string): RowState => {
  const desk = useDesk()
  const nearRows = useContext(NearContext)
  const select = useMemo(
    () => ({
      near: isNear(id),
      active: activeColumn(id),
      editing: editingIn(id),
      picked: picked(id),
      peers: peersIn(id),
      marked: markedIn(id),
    }),
    [id],
  )
  const inSight = useDoc(nearRows, select.near)
  const active = useDoc(desk.selection, select.active)
  const editing = useDoc(desk.selection, select.editing)
  const isPicked = useDoc(desk.selection, select.picked)
  const peers = useDoc(desk.session.presence, select.peers)
  const marked = useDoc(desk.marked, select.marked)
  return { near: inSight || active !== null, active, editing, isPicked, peers, marked }
}
