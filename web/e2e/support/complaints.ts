/**
 * What a page complains about on its console, or dies of, and what it asks of strangers: a venue's network may lead
 * nowhere else. A test fails on any of it (see test.ts), except what a browser writes by itself about a network that
 * the test has taken away.
 */
import type { BrowserContext } from '@playwright/test'

/** Chromium's own words for a request or a socket that did not get through. */
const NETWORK = [/^Failed to load resource: net::ERR_/, /^WebSocket connection to '[^']+' failed/, /^Failed to load resource: the server responded with a status of 50[0-9]/]

const OURS = new Set(['127.0.0.1', 'callboard.test'])

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
