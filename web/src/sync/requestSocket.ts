/**
 * Looks like a WebSocket and speaks over plain requests, for networks that break WebSockets (W11).
 *
 *   new RequestSocket('ws://host/sync')      the line is begun at http://host/sync-events
 *
 * It needs fetch and nothing that is kept for secure contexts. An EventSource would connect again by itself and can
 * neither be told that an answer is held back, nor where to go on.
 */
import type { Event as SyncEvent } from './events'
import { Posts } from './posts'
import { Stream } from './stream'
import { type Fault, UNREACHED, faultIn } from './trying'

const CONNECTING = 0
const OPEN = 1
const CLOSING = 2
const CLOSED = 3
const NO_STATUS = 1006
const BEGIN_LIMIT = 6_000
/** While something large arrives, the server is told so often that we are here. */
const SIGN_EVERY = 5_000

/** What was learnt of this network, for the next line. */
export interface Habits {
  /** Something passes answers on only when they are whole. */
  brief: boolean
}

export const lineAddress = (url: string | URL): string => String(url).replace(/^ws/, 'http').replace(/\/+$/, '') + '-events'

export class RequestSocket extends EventTarget {
  static readonly CONNECTING = CONNECTING
  static readonly OPEN = OPEN
  static readonly CLOSING = CLOSING
  static readonly CLOSED = CLOSED
  readonly url: string
  binaryType = 'arraybuffer'
  readyState: number = CONNECTING
  readonly #address: string
  readonly #habits: Habits
  #line = ''
  #posts: Posts | null = null
  #stream: Stream | null = null
  /** How many bytes to hear before saying so. */
  #confirmAt = 0
  #unconfirmed = 0
  #signs: ReturnType<typeof setTimeout> | null = null

  constructor(url: string | URL, habits: Habits = { brief: false }) {
    super()
    this.#habits = habits
    this.url = String(url)
    this.#address = lineAddress(url)
    if (typeof window !== 'undefined') window.addEventListener('pagehide', this.#leave)
    void this.#begin()
  }

  /** Nothing waits to be said. */
  get bufferedAmount(): number {
    return this.#posts === null || this.#posts.idle ? 0 : 1
  }

  send(data: Uint8Array): void {
    if (this.readyState === OPEN) this.#posts?.say(data.slice())
  }

  close(): void {
    if (this.readyState >= CLOSING) return
    this.readyState = CLOSING
    // The page may be about to go: the request is to outlive it.
    if (this.#line !== '') fetch(this.#line, { method: 'DELETE', keepalive: true }).catch(() => {})
    this.#stop()
    queueMicrotask(() => this.#end({ code: 1005, reason: '', isFinal: true }))
  }

  async #begin(): Promise<void> {
    const request = new AbortController()
    const limit = setTimeout(() => request.abort(), BEGIN_LIMIT)
    try {
      const response = await fetch(this.#address, { method: 'POST', cache: 'no-store', signal: request.signal })
      if (!response.ok) return this.#fail(await faultIn(response))
      const begun = (await response.json()) as { session: string; confirm_bytes: number }
      this.#open(`${this.#address}/${begun.session}`, begun.confirm_bytes)
    } catch {
      this.#fail(UNREACHED)
    } finally {
      clearTimeout(limit)
    }
  }

  #open(line: string, confirmAt: number): void {
    this.#line = line
    if (this.readyState !== CONNECTING) return void fetch(line, { method: 'DELETE', keepalive: true }).catch(() => {})
    this.#confirmAt = confirmAt
    const failed = (fault: Fault): void => this.#fail(fault)
    this.#stream = new Stream({
      url: line,
      brief: this.#habits.brief,
      becameBrief: () => void (this.#habits.brief = true),
      heard: (event) => this.#hear(event),
      progress: (size) => this.#progress(size),
      failed,
    })
    this.#posts = new Posts({ url: line, heard: () => this.#stream?.number ?? 0, told: (last) => this.#stream?.told(last), failed })
    this.readyState = OPEN
    this.dispatchEvent(new Event('open'))
  }

  #hear(event: SyncEvent): void {
    if (event.kind === 'close') return this.#fail({ ...event, isFinal: true })
    if (event.kind === 'ask') return this.#posts?.sign()
    this.dispatchEvent(new MessageEvent('message', { data: event.bytes.buffer }))
    if (this.#unconfirmed >= this.#confirmAt) this.#sign()
  }

  #progress(size: number): void {
    this.#unconfirmed += size
    if (this.#unconfirmed >= this.#confirmAt) this.#signs ??= setTimeout(() => this.#sign(), SIGN_EVERY)
  }

  #sign(): void {
    if (this.#signs !== null) clearTimeout(this.#signs)
    this.#signs = null
    this.#unconfirmed = 0
    this.#posts?.sign()
  }

  #fail(fault: Fault): void {
    if (this.readyState === CLOSED) return
    this.#stop()
    this.dispatchEvent(new Event('error'))
    this.#end(fault)
  }

  #end({ code, reason }: Fault): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason, wasClean: code !== NO_STATUS }))
  }

  #stop(): void {
    if (typeof window !== 'undefined') window.removeEventListener('pagehide', this.#leave)
    if (this.#signs !== null) clearTimeout(this.#signs)
    this.#stream?.stop()
    this.#posts?.stop()
  }

  readonly #leave = (): void => this.close()
}
