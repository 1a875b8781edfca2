import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { beforeAll, expect, it, vi } from 'vitest'

/** What may travel before the first screen is drawn, and in all; kilobytes of gzip. A venue's WLAN is slow. */
const FIRST_SCREEN = 175
const EVERYTHING = 390
const STYLES = 38

type Output = Rolldown.OutputChunk | Rolldown.OutputAsset

const kilobytes = (outputs: readonly Output[]): number =>
  outputs.reduce((sum, output) => sum + gzipSync(output.type === 'chunk' ? output.code : output.source).length, 0) / 1000

let outputs: readonly Output[] = []

beforeAll(async () => {
  // React chooses its quick and small half by this.
  vi.stubEnv('NODE_ENV', 'production')
  const built = await build({ root: join(import.meta.dirname, '..'), logLevel: 'error', build: { write: false } })
  outputs = (built as Rolldown.RolldownOutput).output
  vi.unstubAllEnvs()
}, 120_000)

const code = () => outputs.filter((output): output is Rolldown.OutputChunk => output.type === 'chunk')

it(`the code of the first screen stays under ${FIRST_SCREEN} kB`, () => {
  const entry = code().find((chunk) => chunk.isEntry)
  const first = code().filter((chunk) => chunk === entry || entry?.imports.includes(chunk.fileName))
  expect(first.length).toBeGreaterThan(0)
  expect(kilobytes(first)).toBeLessThan(FIRST_SCREEN)
})

it(`all code stays under ${EVERYTHING} kB`, () => {
  expect(kilobytes(code())).toBeLessThan(EVERYTHING)
})

it(`all styles stay under ${STYLES} kB`, () => {
  expect(kilobytes(outputs.filter(({ fileName }) => fileName.endsWith('.css')))).toBeLessThan(STYLES)
})

it('each screen of a show, sharing, people, the server page, coming in and oneself are parts of their own, loaded when they are opened', () => {
  const apart = code().filter((chunk) => chunk.isDynamicEntry).map((chunk) => chunk.name)
  expect(apart.toSorted()).toEqual([
    'BackstageScreen',
    'CallerScreen',
    'CrewScreen',
    'ReportScreen',
    'ScreensDialog',
    'ShareDialog',
    'TimerScreen',
    'entering',
    'oneself',
    'people',
    'server',
    'show',
  ])
})

it('nothing is asked of another host (fonts and icons are ours)', () => {
  const styles = outputs.filter(({ fileName }) => /\.(?:css|html)$/.test(fileName)) as Rolldown.OutputAsset[]
  for (const { source } of styles) expect(String(source)).not.toMatch(/(?:url\(|src=|href=)["']?https?:/)
})
