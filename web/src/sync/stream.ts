/**
 * What comes down over plain requests: one answer after the other, each going on behind what was heard (W11).
 *
 *   const stream = new Stream({ url, brief, ... })
 *   stream.told(last)      the server says that it has sent so much: if that does not arrive, something holds it back
 *   stream.stop()
 *
 * At first an answer lasts, and events come in it as they happen. Something in between may pass an answer on only when
 * it is whole. Then nothing arrives, though the server has sent something; from then on each answer is brief: it ends
 * with the events that there are, and the next one is asked for.
 */
import { type Event, EventReader } from './events'
import { type Fault, PATIENCE, UNREACHED, faultIn, pauseAfter, wait } from './trying'

/** What was sent is here after so many milliseconds, or something holds it back. */
const HELD_BACK = 3_000
const BRIEF_LIMIT = 25_000

export interface StreamOptions {
  readonly url: string
  /** Whether answers are brief from the start; told when that changes. */
  readonly brief: boolean
  readonly becameBrief: () => void
  readonly heard: (event: Event) => void
  /** Bytes have come, of an event that may not be whole yet. */
  readonly progress: (size: number) => void
  readonly failed: (fault: Fault) => void
}

export class Stream {
  readonly #options: StreamOptions
  #request = new AbortController()
  #isStopped = false
  #brief: boolean
  #number = 0
  #last = 0
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(options: StreamOptions) {
    this.#options = options
    this.#brief = options.brief
    void this.#read()
  }

  /** The number of the last event that was heard. */
  get number(): number {
    return this.#number
  }

  told(last: number): void {
    this.#last = Math.max(last, this.#last)
    if (this.#last > this.#number) this.#expect()
  }

  stop(): void {
    this.#isStopped = true
    this.#request.abort()
    this.#arrived()
  }

  async #read(): Promise<void> {
    let [tries, spent] = [0, 0]
    while (!this.#isStopped) {
      const before = this.#number
      const fault = await this.#answer()
      if (this.#isStopped) return
      if (fault === null || this.#number > before) [tries, spent] = [0, 0]
      if (fault === null) continue
      if (fault.isFinal || spent >= PATIENCE) return this.#options.failed(fault)
      spent += await wait(pauseAfter(tries))
      tries += 1
    }
  }

  /** Reads one answer to its end; null when it ended as it should, or was given up because it holds things back. */
  async #answer(): Promise<Fault | null> {
    this.#turn += 1
    const { url } = this.#options
    const [brief, request] = [this.#brief, (this.#request = new AbortController())]
    const limit = brief ? setTimeout(() => request.abort(), BRIEF_LIMIT) : this.#expect()
    const address = `${url}?after=${this.#number}&turn=${this.#turn}${brief ? '&brief=1' : ''}`
    try {
      const response = await fetch(address, { signal: request.signal, cache: 'no-store' })
      if (!response.ok || response.body === null) return await faultIn(response)
      const got = await this.#take(response.body)
      // A long answer that ends at once, again and again, would be asked for without a pause.
      return brief || got > 0 ? null : UNREACHED
    } catch {
      return this.#brief === brief ? UNREACHED : null
    } finally {
      clearTimeout(limit)
      this.#arrived()
    }
  }

  async #take(body: ReadableStream<Uint8Array>): Promise<number> {
    const reader = new EventReader()
    const decoder = new TextDecoder()
    const pieces = body.getReader()
    for (let got = 0; ; ) {
      const { done, value } = await pieces.read()
      if (done) return got
      got += value.length
      this.#arrived()
      this.#options.progress(value.length)
      for (const event of reader.feed(decoder.decode(value, { stream: true }))) this.#hear(event)
      if (this.#last > this.#number) this.#expect()
    }
  }

  #hear(event: Event): void {
    if (this.#isStopped) return
    if (event.kind === 'message') {
      if (event.number !== this.#number + 1)
        return this.#options.failed({ code: 1006, reason: 'Something was lost on the way.', isFinal: true })
      this.#number = event.number
    }
    this.#options.heard(event)
  }

  #expect(): undefined {
    if (!this.#brief) this.#timer ??= setTimeout(this.#heldBack, HELD_BACK)
  }

  #arrived(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  readonly #heldBack = (): void => {
    this.#timer = null
    this.#brief = true
    this.#options.becameBrief()
    this.#request.abort()
  }
}
