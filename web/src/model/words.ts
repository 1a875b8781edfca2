/**
 * How the values of a show are said. Whatever has a colour also has a shape and a word here (U6).
 */
import type { Colour, Count, Status } from './schema'

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  pending: 'Pending',
  in_progress: 'In progress',
  completed: 'Completed',
}

export const COLOUR_WORDS: Readonly<Record<Colour, string>> = {
  none: 'No colour',
  red: 'Red',
  amber: 'Amber',
  yellow: 'Yellow',
  green: 'Green',
  teal: 'Teal',
  blue: 'Blue',
  violet: 'Violet',
  pink: 'Pink',
}

export const COUNT_WORDS: Readonly<Record<Count, string>> = {
  duration: 'Lasts its duration',
  to_end: 'Finishes at its end',
}

/** A type as people read it: the suggestions are stored in lower case, what somebody typed stays as it is. */
export const typeWord = (type: string): string => type.charAt(0).toUpperCase() + type.slice(1)
