import { createContext, type ReactNode, useContext } from 'react'
import { createPortal } from 'react-dom'

const Slot = createContext<HTMLElement | null>(null)

/** Where the header keeps room for the screen below it. */
export const HeaderSlot = Slot.Provider

/** Draws its children in the header, between the mark and the person: a show's title, its badge, who is here. */
export const InHeader = ({ children }: { children: ReactNode }) => {
  const slot = useContext(Slot)
  return slot === null ? null : createPortal(children, slot)
}
