/** The app kept in the browser: it opens without a server, and a new version of it comes in quietly. */
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'

const DIST = join(import.meta.dirname, '../dist')
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.svg': 'image/svg+xml' }
const SHOW = 'show/3f0e4b52-9d3a-4c1e-8a51-0d7f6a1c2b3d'
const LIST = JSON.stringify({
  documents: [{ name: SHOW, kind: 'show', title: 'Gala', created_at: 1, updated_at: 1, deleted_at: null }],
})

/** The built app on a server that can change to another version of it, in which the code has other names. */
class Venue {
  version = 1
  readonly #server: Server
  readonly #port: Promise<number>

  constructor() {
    this.#server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://x').pathname
      const [status, type, body] = this.#answer(path)
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-cache' }).end(body)
    })
    this.#port = new Promise((ready) => {
      this.#server.listen(0, '127.0.0.1', () => ready((this.#server.address() as AddressInfo).port))
    })
  }

  async address(): Promise<string> {
    return `http://127.0.0.1:${await this.#port}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  #answer(path: string): [number, string, string | Buffer] {
    if (path.startsWith('/api/')) return [200, 'application/json', path.endsWith('/server') ? '{"open":false,"host":"::1"}' : LIST]
    const file = join(DIST, this.#inDist(path))
    if (path !== '/' && existsSync(file)) return [200, TYPES[extname(path)] ?? 'application/octet-stream', this.#marked(path, readFileSync(file))]
    if (path.startsWith('/assets/')) return [404, 'text/plain', 'gone']
    return [200, 'text/html', this.#marked('/index.html', readFileSync(join(DIST, 'index.html')))]
  }

  // Version 2 has its code under other names; the names of version 1 are gone.
  #inDist(path: string): string {
    if (this.version === 1 || !path.startsWith('/assets/')) return path
    return path.startsWith('/assets/v2-') ? path.replace('/assets/v2-', '/assets/') : '/gone'
  }

  #marked(path: string, contents: Buffer): string | Buffer {
    if (this.version === 1 || !/\.(?:html|js)$/.test(path)) return contents
    return contents
      .toString()
      .replace('<head>', '<head><meta name="version" content="2">')
      .replaceAll(/(["'/])assets\/(?!v2-)/g, '$1assets/v2-')
      .replaceAll(/(["'`])\.\/((?:index|show)-[\w-]+\.(?:js|css))/g, '$1./v2-$2')
      .replace(/const VERSION = "\w+"/, 'const VERSION = "version2"')
  }
}

const versionOf = (page: Page) => page.locator('meta[name=version]').getAttribute('content', { timeout: 1000 }).catch(() => '1')

const venue = new Venue()
test.afterAll(() => venue.close())

test('a new version shows on the next load, does not break a page that is open, and is kept (U4)', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('callboard:asked', 'true'))
  await page.goto(await venue.address())
  await page.evaluate(() => navigator.serviceWorker.ready)
  expect(await versionOf(page)).toBe('1')

  venue.version = 2
  const takenOver = page.evaluate(() => new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true })))
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
  await takenOver
  // The open page is of version 1, and loads a part of it that the server does not have any more.
  await page.getByRole('link', { name: 'Gala' }).click()
  await expect(page).toHaveURL(new RegExp(SHOW))
  await expect(page.getByText('Callboard has been updated')).toBeHidden()
  await expect(page.getByRole('heading', { name: 'This screen stopped working' })).toBeHidden()

  await page.goto(await venue.address())
  expect(await versionOf(page)).toBe('2')

  venue.close()
  await page.reload()
  expect(await versionOf(page)).toBe('2')
  await expect(page.getByText('Working offline')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Gala' })).toBeVisible()
})
