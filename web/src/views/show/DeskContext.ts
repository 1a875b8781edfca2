import { createContext, useContext } from 'react'
import type { ShowDesk } from './desk'

export const DeskContext = createContext<ShowDesk | null>(null)

export const useDesk = (): ShowDesk => {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('useDesk needs a DeskContext around it')
  return desk
}
