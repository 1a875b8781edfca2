/**
 * What one says to the stage again and again, one press away; the list is this device's own.
 *
 *   presets.get() · presets.set(presetsIn('5 minutes\nWrap up'))
 */
import { kept } from '../../../sync/storage'

/** The longest message that the server takes. */
export const LONGEST_MESSAGE = 200
export const MOST_PRESETS = 12

const FIRST = ['5 minutes', 'Wrap up', 'Please stop']

/** One on each line; what is empty or there twice is left out. */
export const presetsIn = (text: string): readonly string[] =>
  [...new Set(text.split('\n').map((line) => line.trim().slice(0, LONGEST_MESSAGE)))].filter((line) => line !== '').slice(0, MOST_PRESETS)

const read = (stored: unknown): readonly string[] =>
  Array.isArray(stored) && stored.every((one) => typeof one === 'string') ? presetsIn(stored.join('\n')) : FIRST

export const presets = kept('callboard:stage-presets', read)
