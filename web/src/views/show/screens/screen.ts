import { createContext, useContext } from 'react'
import type { ShowScreen } from '../../../routes'

const Here = createContext<ShowScreen>('plan')

/** Which of the show's screens this is. */
export const ScreenContext = Here.Provider
export const useScreen = (): ShowScreen => useContext(Here)
