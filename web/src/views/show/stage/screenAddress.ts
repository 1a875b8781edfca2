/**
 * What a screen on stage shows is in its address and nowhere else: whoever types it, scans it or opens a bookmark has
 * the same screen.
 *
 *   readLook(TIMER, 'show=clock&warn=abc')   → {look, faults}: what cannot be understood is said, and has its default
 *   writeLook(TIMER, look)                   → "show=clock": what is as by default is left out
 *
 * Each screen is a table of parameters, from which the address is read and written, and the builder of addresses asks.
 */
import { DEPARTMENT_NAMES, type DepartmentName } from '../../../ui/Department'
import { isZone } from '../zones'

export interface Parameter<T> {
  readonly default: T
  /** Undefined when it makes no sense. */
  readonly read: (text: string) => T | undefined
  readonly write: (value: T) => string
  /** What may stand there, as one says it. */
  readonly takes: string
}

export type Parameters<L> = { readonly [K in keyof L]: Parameter<L[K]> }

export interface Read<L> {
  readonly look: L
  /** Sentences about what was not understood. */
  readonly faults: readonly string[]
}

const choice = <T extends string>(choices: readonly T[], byDefault: T): Parameter<T> => ({
  default: byDefault,
  read: (text) => choices.find((one) => one === text),
  write: (value) => value,
  takes: `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`,
})

const flag = (byDefault: boolean): Parameter<boolean> => ({
  default: byDefault,
  read: (text) => (text === '1' ? true : text === '0' ? false : undefined),
  write: (value) => (value ? '1' : '0'),
  takes: '1 or 0',
})

const number = (byDefault: number, least: number, most: number, what: string): Parameter<number> => ({
  default: byDefault,
  read: (text) => (/^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined),
  write: String,
  takes: `${what} from ${least} to ${most}`,
})

const LONGEST_ZONE = 64

/** "" is that of the show. */
const zone: Parameter<string> = {
  default: '',
  read: (text) => (text === '' || (text.length <= LONGEST_ZONE && isZone(text)) ? text : undefined),
  write: (value) => value,
  takes: 'a time zone such as Europe/Lisbon',
}

/** None are all of them. */
const departments: Parameter<readonly DepartmentName[]> = {
  default: [],
  read: (text) => {
    const named = text.split(',').filter((name) => name !== '')
    const known = DEPARTMENT_NAMES.filter((name) => named.includes(name))
    return known.length === new Set(named).size ? known : undefined
  },
  write: (value) => value.join(','),
  takes: `some of ${DEPARTMENT_NAMES.join(', ')}`,
}

export const FIGURES = ['remaining', 'elapsed', 'clock', 'until-end'] as const
export type Figures = (typeof FIGURES)[number]
export const THEMES = ['dark', 'light'] as const

/** The clock in the corner, its zone, and day or night. */
interface AnyLook {
  readonly wall: boolean
  readonly zone: string
  readonly theme: (typeof THEMES)[number]
}

const ANY: Parameters<AnyLook> = { wall: flag(true), zone, theme: choice(THEMES, 'dark') }

export interface TimerLook extends AnyLook {
  /** What the large number tells. */
  readonly show: Figures
  /** From how many seconds before the end the last minutes are marked, and marked strongly. */
  readonly warn: number
  readonly danger: number
  readonly names: boolean
  readonly next: boolean
  readonly progress: boolean
  /** For a screen that is seen through a mirror, as a teleprompter's. */
  readonly mirror: boolean
  /** How much of the room the number takes, in hundredths. */
  readonly size: number
}

const DAY = 86_400

export const TIMER: Parameters<TimerLook> = {
  show: choice(FIGURES, 'remaining'),
  warn: number(120, 0, DAY, 'seconds'),
  danger: number(60, 0, DAY, 'seconds'),
  names: flag(true),
  next: flag(true),
  progress: flag(true),
  mirror: flag(false),
  size: number(100, 20, 100, 'hundredths'),
  ...ANY,
}

export interface BackstageLook extends AnyLook {
  /** How many of those to come are listed. */
  readonly rows: number
  /** Whose cues are shown; all when empty. */
  readonly departments: readonly DepartmentName[]
}

export const BACKSTAGE: Parameters<BackstageLook> = { rows: number(3, 1, 12, 'a number'), departments, ...ANY }

const MOST_FAULTS = 4
const LONGEST = 30

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

export const readLook = <L extends object>(parameters: Parameters<L>, query: string): Read<L> => {
  const asked = new URLSearchParams(query)
  const faults: string[] = []
  const names = Object.keys(parameters) as (keyof L & string)[]
  const look = names.map((name) => {
    const parameter = parameters[name]
    const text = asked.get(name)
    const value = text === null ? parameter.default : parameter.read(text.trim())
    if (value !== undefined) return [name, value]
    const instead = parameter.write(parameter.default)
    faults.push(`“${name}” takes ${parameter.takes}, not “${cut(text ?? '')}”${instead === '' ? '' : `: ${instead} is used`}.`)
    return [name, parameter.default]
  })
  for (const name of new Set(asked.keys()))
    if (!names.some((known) => known === name)) faults.push(`There is no “${cut(name)}”. There are ${names.join(', ')}.`)
  return { look: Object.fromEntries(look) as L, faults: faults.slice(0, MOST_FAULTS) }
}

export const writeLook = <L extends object>(parameters: Parameters<L>, look: L): string => {
  const written = new URLSearchParams()
  for (const name of Object.keys(parameters) as (keyof L & string)[]) {
    const text = parameters[name].write(look[name])
    if (text !== parameters[name].write(parameters[name].default)) written.set(name, text)
  }
  // Slashes and commas may stand in a query as they are, and are read more easily so.
  return written.toString().replaceAll('%2F', '/').replaceAll('%2C', ',')
}

export const defaultsOf = <L extends object>(parameters: Parameters<L>): L => readLook(parameters, '').look

/** What is marked strongly is marked at all. */
export const readTimer = (query: string): Read<TimerLook> => {
  const { look, faults } = readLook(TIMER, query)
  if (look.danger <= look.warn) return { look, faults }
  const asked = new URLSearchParams(query).has('danger')
  if (!asked) return { look: { ...look, danger: look.warn }, faults }
  return { look: { ...look, danger: look.warn }, faults: [...faults, `“danger” is at most “warn”: ${look.warn} is used.`] }
}
