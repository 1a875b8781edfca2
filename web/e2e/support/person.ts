/**
 * Somebody at a browser of their own, with a name and a line to the server.
 *
 *   await ana.opens(show)          the run of show, drawn
 *   ana.grid · ana.badge           what is on the screen
 *   ana.line.cut()                 see line.ts
 *   ana.diary                      every word the badge has said so far, reloads included
 */
import { expect, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from '@playwright/test'
import { Complaints } from './complaints'
import { Grid } from './grid'
import { Line, type Place } from './line'
import type { Server } from './server'

export interface DiaryEntry {
  /** The badge in full: its word and its sentence. */
  readonly said: string
  /** What stood in the field with the focus at that moment. */
  readonly field: string
}

export interface PersonOptions {
  readonly name: string
  /** Whether this browser keeps the app itself, to open it without the server; that takes a moment at each start. */
  readonly keepsApp?: boolean
  readonly context?: BrowserContextOptions
  /** What stands between this person and the server (proxy.ts). */
  readonly through?: Place
}

export const SAVED = 'Saved. Everything is saved on the server.'

/** What the page writes its diary with; null only waits until all that was written before has arrived. */
interface NotingWindow {
  noteBadge(entry: DiaryEntry | null): Promise<void>
}

/** Runs in the page: tells of every change of the badge, together with what is being typed. */
const watchBadge = (): void => {
  let last = ''
  const look = (): void => {
    const said = document.querySelector('header button[data-kind]')?.getAttribute('aria-label') ?? ''
    if (said === last || said === '') return
    last = said
    const focused = document.activeElement
    const field = focused instanceof HTMLTextAreaElement || focused instanceof HTMLInputElement ? focused.value : ''
    void (window as unknown as NotingWindow).noteBadge({ said, field })
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-label'] })
}

export class Person {
  readonly name: string
  readonly page: Page
  readonly line: Line
  readonly grid: Grid
  readonly complaints: Complaints
  readonly diary: DiaryEntry[] = []
  readonly #context: BrowserContext

  private constructor(name: string, context: BrowserContext, page: Page, line: Line) {
    this.name = name
    this.page = page
    this.line = line
    this.grid = new Grid(page)
    this.complaints = new Complaints(context)
    this.#context = context
  }

  static async at(browser: Browser, server: Server, { name, keepsApp = false, context: options, through = server }: PersonOptions): Promise<Person> {
    const line = await Line.to(through)
    const context = await browser.newContext({
      baseURL: line.address,
      viewport: { width: 1360, height: 800 },
      serviceWorkers: keepsApp ? 'allow' : 'block',
      ...options,
    })
    const me = { id: name.toLowerCase().replaceAll(/[^a-z]/g, ''), name }
    await context.addInitScript((person) => {
      // An empty window has no storage.
      if (location.protocol.startsWith('http') && localStorage.getItem('callboard:person') === null) localStorage.setItem('callboard:person', JSON.stringify(person))
    }, me)
    const page = await context.newPage()
    const person = new Person(name, context, page, line)
    await person.complaints.listen(context)
    await context.exposeBinding('noteBadge', (_source, entry: DiaryEntry | null) => {
      if (entry !== null) person.diary.push(entry)
    })
    await context.addInitScript(watchBadge)
    return person
  }

  get context(): BrowserContext {
    return this.#context
  }

  get badge(): Locator {
    return this.page.getByRole('banner').getByRole('button').and(this.page.locator('[data-kind]'))
  }

  /** How many changes the badge says are not on the server yet. */
  async pending(): Promise<number> {
    const said = (await this.badge.getAttribute('aria-label')) ?? ''
    return Number(/(\d+) changes?/.exec(said)?.[1] ?? 0)
  }

  /** What a screen reader is told in passing. */
  get announcements(): Locator {
    return this.page.locator('[role=status][aria-live=polite]')
  }

  async opens(documentName: string): Promise<void> {
    await this.page.goto(`/${documentName}`)
    await expect(this.grid.table).toBeVisible()
    await this.expectSaved()
  }

  async expectSaved(): Promise<void> {
    await expect(this.badge).toHaveAccessibleName(SAVED)
  }

  /** Now, as a place in the diary: everything that the badge has said so far stands before it. */
  async moment(): Promise<number> {
    await this.page.evaluate(() => (window as unknown as NotingWindow).noteBadge(null))
    return this.diary.length
  }

  /** The badge has changed since a moment, but never to “saved on the server”. */
  async expectNeverSavedSince(moment: number): Promise<void> {
    const words = this.diary.slice(moment, await this.moment()).map(({ said }) => said)
    expect(words.length, 'what the badge said meanwhile').toBeGreaterThan(0)
    expect(words).not.toContain(SAVED)
  }

  /** The network goes, and everything that depended on it breaks. */
  async goesOffline(): Promise<void> {
    this.complaints.tolerateOutages()
    this.line.cut()
    await expect(this.badge).toHaveAccessibleName(/^Offline\. /)
  }

  async comesBack(): Promise<void> {
    this.line.mend()
    // What a machine tells its pages when the network is there again; without it the next try comes a little later.
    await this.page.evaluate(() => dispatchEvent(new Event('online')))
    await this.expectSaved()
  }

  /** The app itself is kept in this browser: from now on it opens without the server. */
  async isKept(): Promise<void> {
    await this.page.evaluate(async () => void (await navigator.serviceWorker.ready))
  }

  async leaves(): Promise<void> {
    await this.#context.close()
    this.line.close()
  }
}
