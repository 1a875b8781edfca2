import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contrast } from '../../build/contrast'
import { pairsIn } from '../../build/inks'
import { COLOURS } from '../ui/colours'
import { DEPARTMENT_NAMES } from '../ui/Department'

const SRC = join(import.meta.dirname, '..')
const sheet = (name: string) => readFileSync(join(import.meta.dirname, name), 'utf8')

const declared = (css: string): Map<string, string> =>
  new Map([...css.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]))

const sources = (end: RegExp): [string, string][] =>
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((path) => end.test(path) && !path.endsWith('.test.tsx') && !path.endsWith('.test.ts'))
    .map((path) => [relative(SRC, join(SRC, path)), readFileSync(join(SRC, path), 'utf8')])

const [day = '', night = ''] = sheet('themes.css').split('@media not print')
const THEMES = { light: declared(day), dark: declared(night) }

const SURFACES = ['surface-0', 'surface-1', 'surface-2', 'surface-3', 'surface-sunken']
const STATES = ['accent', 'go', 'standby', 'stop']
const INK = ['text', 'text-soft', 'text-faint', 'private', ...STATES, ...DEPARTMENT_NAMES.map((name) => `department-${name}`)]
const SEGMENTS = COLOURS.map((colour) => `segment-${colour}`)

const pairs = (tops: string[], grounds: string[]): [string, string][] =>
  tops.flatMap((top) => grounds.map((ground): [string, string] => [top, ground]))

/** What is read as text, and on what: 4.5 to 1. */
const READ: [string, string][] = [
  ...pairs(INK, SURFACES),
  ...STATES.flatMap((state): [string, string][] => [
    [state, `${state}-wash`],
    ['text', `${state}-wash`],
    ['text-soft', `${state}-wash`],
    [`on-${state}`, `${state}-fill`],
    [`on-${state}`, `${state}-fill-hover`],
  ]),
  ...pairs(['text', 'text-soft', 'text-faint'], SEGMENTS.map((name) => `${name}-wash`)),
  ...SEGMENTS.map((name): [string, string] => ['on-segment', name]),
  ...DEPARTMENT_NAMES.map((name): [string, string] => [`department-${name}`, `department-${name}-wash`]),
]

const WASHES = [...SEGMENTS, ...STATES, 'private'].map((name) => `${name}-wash`)
const DEPARTMENTS = DEPARTMENT_NAMES.map((name) => `department-${name}`)

/**
 * Ink that carries sentences and figures, and all that a caller goes by (what is on, standby, GO, stop, a department),
 * where it lies for long: 7 to 1. What is pointed at lies higher for a moment.
 */
const MEANT: [string, string][] = [
  ...pairs(
    ['text', 'text-soft', 'text-faint', ...STATES, ...DEPARTMENTS],
    [...SURFACES.filter((name) => name !== 'surface-3'), ...WASHES],
  ),
  ...STATES.flatMap((state) => pairs([`on-${state}`], [`${state}-fill`, `${state}-fill-hover`])),
  ...DEPARTMENTS.map((name): [string, string] => [name, `${name}-wash`]),
  ['private', 'private-wash'],
  ['on-call', 'call-standby'],
  ['on-call', 'call-go'],
]

/** What is seen as a shape, a mark or an edge: 3 to 1. */
const SEEN: [string, string][] = pairs(['line-control', ...SEGMENTS], SURFACES)

describe.each(Object.entries(THEMES))('the %s theme', (_name, tokens) => {
  const measured = ([top, ground]: [string, string]) => contrast(tokens.get(top) ?? '', tokens.get(ground) ?? '')
  const tooWeak = (list: [string, string][], least: number) =>
    list.filter((pair) => !(measured(pair) >= least)).map((pair) => `${pair.join(' on ')}: ${measured(pair).toFixed(2)}`)

  it('everything that is read has a contrast of 4.5', () => expect(tooWeak(READ, 4.5)).toEqual([]))
  it('words and figures have a contrast of 7', () => expect(tooWeak(MEANT, 7)).toEqual([]))
  it('every mark and every edge of a control has a contrast of 3', () => expect(tooWeak(SEEN, 3)).toEqual([]))
  it('nothing is pure white or pure black', () =>
    expect([...tokens.values()].filter((value) => /^#(f{3}|f{6}|0{3}|0{6})$/i.test(value))).toEqual([]))
})

describe('what the style sheets draw', () => {
  // What is turned over, as an urgent message is, has the same contrast.
  const measured = new Set([...READ, ...MEANT].flatMap((pair) => [pair.join(' on '), pair.toReversed().join(' on ')]))
  /** Grounds that a component chooses among while the page lives. */
  const chosen: Record<string, string[]> = { person: SEGMENTS, panel: ['surface-1', 'surface-2'] }
  const drawn = sources(/\.module\.css$/).flatMap(([path, text]) =>
    pairsIn(text).flatMap(({ ink, ground }) => (chosen[ground ?? ''] ?? [ground]).map((one) => ({ path, ink, ground: one }))),
  )

  it('is read on a ground that was measured, wherever a rule says both', () => {
    const found = drawn.filter(({ ink, ground }) => ground !== null && !measured.has(`${ink} on ${ground}`))
    expect(drawn.filter(({ ground }) => ground !== null).length).toBeGreaterThan(40)
    expect(found.map(({ path, ink, ground }) => `${path}: ${ink} on ${ground}`)).toEqual([])
  })

  it('is read in an ink that was measured on every surface, where a rule says no ground', () => {
    const found = drawn.filter(({ ink, ground }) => ground === null && SURFACES.some((name) => !measured.has(`${ink} on ${name}`)))
    expect(found.map(({ path, ink }) => `${path}: ${ink}`)).toEqual([])
  })
})

it('both themes have the same tokens', () => {
  expect([...THEMES.dark.keys()].toSorted()).toEqual([...THEMES.light.keys()].toSorted())
})

it('contrast is measured as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

const isStyleFolder = ([path]: [string, string]) => path.startsWith('styles')
const withoutComments = (text: string) => text.replace(/\/\*[^]*?\*\//g, '')

it('a sentence is 16 pixels large, a caption 14, and nothing is smaller than 12', () => {
  const tokens = declared(sheet('tokens.css'))
  const size = (name: string) => parseFloat(tokens.get(`size-${name}`) ?? '') * 16
  expect([size('body'), size('grid')].every((pixels) => pixels >= 16)).toBe(true)
  expect([size('caption'), size('small')].every((pixels) => pixels >= 14)).toBe(true)
  const small = sources(/\.module\.css$/).flatMap(([path, text]) =>
    [...text.matchAll(/font-size:\s*(0?\.\d+)(rem|em)/g)].map(([found]) => `${path}: ${found}`),
  )
  expect(small).toEqual([])
  expect(size('tag')).toBeGreaterThanOrEqual(12)
})

it('colours are named only in styles/', () => {
  const raw = /#[0-9a-f]{3,8}\b(?![\w-])|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb|color)\(|:\s*(?:white|black|red|green|blue|gr[ae]y|orange|yellow)\s*[;}]/i
  const found = sources(/\.module\.css$/)
    .filter((source) => !isStyleFolder(source))
    .flatMap(([path, text]) => withoutComments(text).split('\n').filter((line) => raw.test(line)).map((line) => `${path}: ${line.trim()}`))
  expect(found).toEqual([])
})

it('components draw with tokens too', () => {
  const raw = /['"`](?:#[0-9a-f]{3,8}|(?:rgba?|hsla?|oklch)\([^)]*\))['"`]/i
  const found = sources(/\.tsx$/).filter(([, text]) => raw.test(text)).map(([path]) => path)
  expect(found).toEqual([])
})

it('every custom property that is used is declared somewhere', () => {
  const styles = sources(/\.css$/)
  const code = sources(/\.tsx?$/)
  const names = new Set([
    ...styles.flatMap(([, text]) => [...text.matchAll(/(?:^|[\s{;])--([\w-]+)\s*:/g)].map(([, name]) => name)),
    ...code.flatMap(([, text]) => [...text.matchAll(/'--([\w-]+)'/g)].map(([, name]) => name)),
    // React Aria sets these on its popovers and dialogs.
    'trigger-width',
    'visual-viewport-height',
  ])
  const used = [...styles, ...code].flatMap(([path, text]) =>
    [...text.matchAll(/var\(--([\w-]+)(?=[,)\s])/g)].map(([, name]) => ({ path, name })),
  )
  expect(used.length).toBeGreaterThan(100)
  expect(used.filter(({ name }) => !names.has(name)).map(({ path, name }) => `${path}: --${name}`)).toEqual([])
})
