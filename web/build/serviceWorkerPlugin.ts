/**
 * Writes dist/sw.js: the worker of serviceWorker.js with the list of this build's files and a version made of them.
 *
 * Only what a first screen may need is kept from the start. Fonts for scripts that a person does not read are
 * fetched, and then kept, when they are needed.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const WORKER = join(import.meta.dirname, 'serviceWorker.js')
const RARE = /-(?:cyrillic|greek|vietnamese|latin-ext)[-\w]*\.woff2$/
/** Of public/: what every visit asks for. The large icons are for installing. */
const PUBLIC = /^(?:theme\.js|icon\.svg|manifest\.webmanifest|icon-192\.png)$/

export const filesToKeep = (built: readonly string[], given: readonly string[]): string[] => [
  '/',
  ...[...built.filter((name) => /\.(?:js|css|woff2)$/.test(name) && !RARE.test(name)), ...given.filter((name) => PUBLIC.test(name))]
    .map((name) => `/${name}`)
    .sort(),
]

export const workerFrom = (source: string, files: readonly string[], version: string): string =>
  source.replace('__FILES__', JSON.stringify(files)).replace('__VERSION__', JSON.stringify(version))

export const serviceWorker = (): Plugin => {
  let publicDir = ''
  return {
    name: 'callboard:service-worker',
    apply: 'build',
    configResolved(config) {
      publicDir = config.publicDir
    },
    // After the page is written, for its contents are part of the version.
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = filesToKeep(Object.keys(bundle), readdirSync(publicDir))
        const page = bundle['index.html']
        const version = createHash('sha256')
          .update(JSON.stringify(files))
          .update(page?.type === 'asset' ? page.source : '')
        for (const name of files) {
          if (PUBLIC.test(name.slice(1))) version.update(readFileSync(join(publicDir, name)))
        }
        const source = workerFrom(readFileSync(WORKER, 'utf8'), files, version.digest('hex').slice(0, 16))
        this.emitFile({ type: 'asset', fileName: 'sw.js', source })
      },
    },
  }
}
