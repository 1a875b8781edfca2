import { useContext, useMemo } from 'react'
import { useDoc } from '../../react/useDoc'
import { useDesk } from './DeskContext'
import { activeColumn, editingIn, picked } from './grid/gridStore'
import type { Editing } from './grid/selection'
import { NearContext, isNear } from './nearRows'
import { type Peer, peersIn } from './peers'

export interface RowState {
  /** Whether the row is drawn in full. */
  readonly near: boolean
  readonly active: string | null
  readonly editing: Editing | null
  readonly isPicked: boolean
  readonly peers: readonly Peer[]
}

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
    }),
    [id],
  )
  const inSight = useDoc(nearRows, select.near)
  const active = useDoc(desk.selection, select.active)
  const editing = useDoc(desk.selection, select.editing)
  const isPicked = useDoc(desk.selection, select.picked)
  const peers = useDoc(desk.session.presence, select.peers)
  return { near: inSight || active !== null, active, editing, isPicked, peers }
}
