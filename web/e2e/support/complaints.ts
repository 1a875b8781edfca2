/**
 * What a page complains about on its console, or dies of, what it asks of strangers (a venue's network may lead nowhere
 * else), and what the server's policy for its pages had to stop (A16). A test fails on any of it (see test.ts), except
 * what a browser writes by itself about a network that the test has taken away.
 */
import type { BrowserContext } from '@playwright/test'

/** Chromium's own words for a request or a socket that did not get through. */
const NETWORK = [/^Failed to load resource: net::ERR_/, /^WebSocket connection to '[^']+' failed/, /^Failed to load resource: the server responded with a status of 50[0-9]/]

const OURS = new Set(['127.0.0.1', 'callboard.test'])

/** What the page tells of the policy with. */
interface TellingWindow {
  tellOfPolicy(words: string): Promise<void>
}

/** Runs in the page: some of what the policy stops is not on the console, such as what a policy only reports. */
const watchPolicy = (): void => {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
    void (window as unknown as TellingWindow).tellOfPolicy(`against the policy: ${effectiveDirective} ${blockedURI} (${sourceFile})`)
  })
}

export class Complaints {
  readonly #heard: string[] = []
  readonly #tolerated: RegExp[] = []

  constructor(context: BrowserContext) {
    context.on('weberror', (error) => this.#heard.push(`uncaught: ${error.error().stack ?? error.error().message}`))
    context.on('console', (message) => {
      if (message.type() === 'error') this.#heard.push(message.text())
    })
    context.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url())
      if (/^(http|ws)s?:$/.test(protocol) && !OURS.has(hostname)) this.#heard.push(`asked a stranger: ${request.url()}`)
    })
  }

  /** Hears of the policy too; before the first page is opened. */
  async listen(context: BrowserContext): Promise<void> {
    await context.exposeBinding('tellOfPolicy', (_source, words: string) => void this.#heard.push(words))
    await context.addInitScript(watchPolicy)
  }

  /** From now on the network may be missing. */
  tolerateOutages(): void {
    this.#tolerated.push(...NETWORK)
  }

  /** From now on the server may say that there is no such document (any more). */
  tolerateGone(): void {
    this.#tolerated.push(/^Failed to load resource: the server responded with a status of (404|410)/)
  }

  /** From now on the server may refuse: nobody is signed in, it is not allowed, it was tried too often. */
  tolerateRefusals(): void {
    this.#tolerated.push(/^Failed to load resource: the server responded with a status of (400|401|403|404|429)/)
  }

  get all(): readonly string[] {
    return this.#heard.filter((words) => !this.#tolerated.some((tolerated) => tolerated.test(words)))
  }
}
