import { useEffect } from 'react'
import { nightBeside } from '../../theme'

/** By a show one sits in the dark: for as long as such a screen is open the app is dark, unless daylight was chosen. */
export const useNight = (): void => useEffect(() => nightBeside(), [])
