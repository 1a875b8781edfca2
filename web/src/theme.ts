/**
 * Night or day: a choice kept in this browser, or what the machine prefers (public/theme.js does the first paint).
 */
import { kept } from './sync/storage'
import { Cell, type Readable } from './sync/readable'

export const THEMES = ['system', 'dark', 'light'] as const
export type Theme = (typeof THEMES)[number]

export const isTheme = (value: unknown): value is Theme => THEMES.some((theme) => theme === value)

const chosen = kept('callboard:theme', (stored): Theme => (isTheme(stored) ? stored : 'system'))

export const theme: Readable<Theme> = chosen

/** What is drawn for a choice on a machine that prefers light, or does not; by a show it is dark unless light was chosen. */
export const drawn = (choice: Theme, { prefersLight, byShow = false }: { prefersLight: boolean; byShow?: boolean }): 'dark' | 'light' =>
  choice === 'system' ? (prefersLight && !byShow ? 'light' : 'dark') : choice

const shows = new Cell(0)

/** A screen is open by which people sit in the dark; gives back the way to say that it is not any more. */
export const nightBeside = (): (() => void) => {
  shows.set(shows.get() + 1)
  return () => shows.set(shows.get() - 1)
}

export const chooseTheme = (choice: Theme): void => chosen.set(choice)

/** Draws the choice now and after every change of it or of the machine's mind. */
export const followTheme = (): void => {
  const light = matchMedia('(prefers-color-scheme: light)')
  const draw = () => {
    document.documentElement.dataset['theme'] = drawn(chosen.get(), { prefersLight: light.matches, byShow: shows.get() > 0 })
  }
  light.addEventListener('change', draw)
  chosen.subscribe(draw)
  shows.subscribe(draw)
  draw()
}
